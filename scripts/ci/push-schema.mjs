import { execFileSync } from 'node:child_process';
import { root } from '../lib/paths.mjs';
import { Problem } from '../lib/problem.mjs';
import { requiredVariables } from './lib/environment.mjs';
import { createReport, runScript } from './lib/report.mjs';

// Adds what freeze-release.mjs wrote to the branch of a release's pull request, and nothing else.
// Argument: the clone, where it is not this one.

const FILES = ['migrations/released.json', 'migrations/fixtures'];
const report = createReport([process.env.RELEASE_TOKEN]);

await runScript(report, () => {
  const settings = requiredVariables([
    'BRANCH',
    'RELEASE_TOKEN',
    'GITHUB_REPOSITORY',
    'GITHUB_SERVER_URL',
  ]);
  const { BRANCH: branch, GITHUB_SERVER_URL: server } = settings;
  // Whatever the action says: main and tags are none of this script's business.
  if (!branch.startsWith('release-please--')) {
    throw new Problem(`"${branch}" is not the branch of a release's pull request.`);
  }
  const [cwd = root] = process.argv.slice(2);
  // By the environment: an argument could be seen in the list of processes.
  const basic = Buffer.from(`x-access-token:${settings.RELEASE_TOKEN}`).toString('base64');
  const env = {
    ...process.env,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${server}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`,
    GIT_TERMINAL_PROMPT: '0',
  };
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', args, { cwd, env, encoding: 'utf8', timeout: 120_000 });

  git('add', '--', ...FILES);
  if (git('diff', '--cached', '--name-only', '--', ...FILES) === '') {
    report.say('The branch has it already.');
    return;
  }
  const author = [
    'user.name=github-actions[bot]',
    'user.email=github-actions@users.noreply.github.com',
  ];
  const message = 'chore: freeze the schema of this release';
  git(
    ...author.flatMap((one) => ['-c', one]),
    'commit',
    '--quiet',
    '--message',
    message,
    '--',
    ...FILES,
  );
  // Without force: when the branch was written anew meanwhile, the run that did it comes here, too.
  git('push', '--quiet', `${server}/${settings.GITHUB_REPOSITORY}`, `HEAD:refs/heads/${branch}`);
  report.summary(`The schema of the release is on \`${branch}\`.`);
});
