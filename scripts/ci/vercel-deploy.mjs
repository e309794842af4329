import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot, root } from '../lib/paths.mjs';
import { Problem } from '../lib/problem.mjs';
import { command } from './lib/command.mjs';
import { pullRequestsAt } from './lib/comment.mjs';
import { assertCommit, requiredVariables, secondsOf } from './lib/environment.mjs';
import { createReport, runScript } from './lib/report.mjs';

// Brings the client to Vercel by its CLI: settings are pulled, the build is made here, and what was
// built is deployed. TARGET=preview: a deployment of its own, its address goes into a comment of the
// pull request. TARGET=production: it gets the domains only after it has answered.
// Variables: docs/pipeline.md.

const report = createReport([process.env.VERCEL_TOKEN, process.env.GITHUB_TOKEN]);

await runScript(report, async () => {
  const settings = requiredVariables([
    'VERCEL_TOKEN',
    'VERCEL_ORG_ID',
    'VERCEL_PROJECT_ID',
    'TARGET',
    'COMMIT',
  ]);
  const { TARGET: target, COMMIT: commit } = settings;
  if (target !== 'preview' && target !== 'production') {
    throw new Problem(`TARGET is preview or production, not "${target}".`);
  }
  assertCommit(commit);
  const forPullRequest = ['GITHUB_TOKEN', 'GITHUB_REPOSITORY', 'GITHUB_API_URL', 'PULL_REQUEST'];
  const pullRequest = target === 'preview' ? requiredVariables(forPullRequest) : undefined;
  const { say } = report;
  const backoffMs = secondsOf('RETRY_SECONDS', 2);

  // The CLI reads its token from the environment: an argument could be seen in the list of processes.
  // The token for GitHub is none of its business, and the build, which runs the code of hundreds of
  // packages, gets neither.
  const { GITHUB_TOKEN: _, VERCEL_TOKEN, ...rest } = /** @type {NodeJS.ProcessEnv} */ (process.env);
  const without = { ...rest, CI: 'true', VERCEL_TELEMETRY_DISABLED: '1' };
  const limitMs = secondsOf('STEP_SECONDS', 900);
  const cli = process.env.VERCEL_BIN || inRoot('.github/vercel-cli/node_modules/.bin/vercel');
  const options = { cwd: root, limitMs, say, backoffMs };
  const vercel = (/** @type {string[]} */ args) =>
    command(cli, args, { ...options, env: { ...without, VERCEL_TOKEN }, attempts: 3 });

  const prod = target === 'production' ? ['--prod'] : [];
  await vercel(['pull', '--yes', `--environment=${target}`]);
  await command(cli, ['build', '--yes', ...prod], { ...options, env: without });
  const later = target === 'production' ? ['--skip-domain'] : [];
  const output = await vercel(['deploy', '--prebuilt', '--yes', ...prod, ...later]);
  const address = output.match(/https?:\/\/[\w.:-]+/g)?.at(-1);
  if (!address) throw new Problem('vercel deploy did not say the address.');

  await answers(address);
  if (target === 'production') await vercel(['promote', address, '--yes']);
  report.output('address', address);
  report.summary(`Deployed \`${commit}\` (${target}): ${address}`);

  if (pullRequest) {
    const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository, GITHUB_API_URL: url } = pullRequest;
    const text = `Preview of \`${commit.slice(0, 12)}\`: ${address}`;
    await pullRequestsAt({ url, token, repository, say, backoffMs }).comment(
      Number(pullRequest.PULL_REQUEST),
      'preview-address',
      text,
    );
  }

  /** A sign-in page of Vercel in front is an answer, too; an error of the server is none. */
  async function answers(url) {
    const until = Date.now() + secondsOf('HEALTH_SECONDS', 60);
    for (;;) {
      const seen = await fetch(url, {
        redirect: 'manual',
        signal: AbortSignal.timeout(20_000),
      }).then(
        ({ status }) => status,
        (error) => error.cause?.message || error.message,
      );
      say(`${url}: ${seen}`);
      if (typeof seen === 'number' && seen < 500) return;
      if (Date.now() > until) throw new Problem(`${url} does not answer well: ${seen}.`);
      await sleep(secondsOf('POLL_SECONDS', 3));
    }
  }
});
