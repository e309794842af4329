import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot, root } from '../lib/paths.mjs';
import { Problem } from '../lib/problem.mjs';
import { command } from './lib/command.mjs';
import { pullRequestsAt } from './lib/comment.mjs';
import { assertCommit, requiredVariables, secondsOf } from './lib/environment.mjs';
import { createReport, runScript } from './lib/report.mjs';

// Brings the client to Vercel by its CLI, in three steps: "pull" fetches the settings, "build" builds
// here, "deploy" deploys what was built. They are processes apart, because the build runs the code of
// hundreds of packages, and could read a token also from the environment of the process that started it.
// TARGET=preview: a deployment of its own, its address goes into a comment of the pull request.
// TARGET=production: it gets the domains only after it has answered. Variables: docs/pipeline.md.

const SECRETS = ['GITHUB_TOKEN', 'VERCEL_TOKEN', 'VERCEL_AUTOMATION_BYPASS_SECRET'];
const { VERCEL_TOKEN, VERCEL_AUTOMATION_BYPASS_SECRET: bypass } = process.env;
const report = createReport(SECRETS.map((name) => process.env[name]));
const { say } = report;

await runScript(report, async () => {
  const { TARGET: target } = requiredVariables(['VERCEL_ORG_ID', 'VERCEL_PROJECT_ID', 'TARGET']);
  if (target !== 'preview' && target !== 'production') {
    throw new Problem(`TARGET is preview or production, not "${target}".`);
  }
  const backoffMs = secondsOf('RETRY_SECONDS', 2);
  const prod = target === 'production' ? ['--prod'] : [];
  const [step] = process.argv.slice(2);
  if (step === 'pull') await vercel(['pull', '--yes', `--environment=${target}`]);
  else if (step === 'build') await build();
  else if (step === 'deploy') await deploy();
  else throw new Problem('Say which step: pull, build or deploy.');

  async function build() {
    const given = SECRETS.filter((name) => process.env[name]);
    if (given.length > 0) throw new Problem(`The build gets no secret: ${given.join(', ')}.`);
    await cli(['build', '--yes', ...prod]);
  }

  async function deploy() {
    const { COMMIT: commit } = requiredVariables(['COMMIT']);
    assertCommit(commit);
    const forPullRequest = ['GITHUB_TOKEN', 'GITHUB_REPOSITORY', 'GITHUB_API_URL', 'PULL_REQUEST'];
    const pullRequest = target === 'preview' ? requiredVariables(forPullRequest) : undefined;
    const later = target === 'production' ? ['--skip-domain'] : [];
    const output = await vercel(['deploy', '--prebuilt', '--yes', ...prod, ...later]);
    const address = output.match(/https?:\/\/[\w.:-]+/g)?.at(-1);
    if (!address) throw new Problem('vercel deploy did not say the address.');

    if (target === 'production') {
      await answers(`${address}/api/health/live`, (status) => status === 200);
      await vercel(['promote', address, '--yes']);
    } else {
      // A sign-in page of Vercel in front is an answer, too; an error of the server is none.
      await answers(address, (status) => status < 500);
    }
    report.output('address', address);
    report.summary(`Deployed \`${commit}\` (${target}): ${address}`);
    if (pullRequest) await comment(pullRequest, commit, address);
  }

  async function comment(pullRequest, commit, address) {
    const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository, GITHUB_API_URL: url } = pullRequest;
    const text = `Preview of \`${commit.slice(0, 12)}\`: ${address}`;
    await pullRequestsAt({ url, token, repository, say, backoffMs }).comment(
      Number(pullRequest.PULL_REQUEST),
      'preview-address',
      text,
    );
  }

  /** What talks to Vercel: with the token, and tried again. @param {string[]} args */
  function vercel(args) {
    requiredVariables(['VERCEL_TOKEN']);
    return cli(args, { env: { VERCEL_TOKEN }, attempts: 3 });
  }

  /**
   * The CLI reads its token from the environment: an argument could be seen in the list of processes.
   * The other secrets are none of its business.
   */
  function cli(args, { env = {}, attempts = 1 } = {}) {
    /** @type {NodeJS.ProcessEnv} */
    const without = { ...process.env, CI: 'true', VERCEL_TELEMETRY_DISABLED: '1' };
    for (const name of SECRETS) delete without[name];
    const program = process.env.VERCEL_BIN || inRoot('.github/vercel-cli/node_modules/.bin/vercel');
    const limitMs = secondsOf('STEP_SECONDS', 900);
    const given = { ...without, ...env };
    return command(program, args, { cwd: root, env: given, limitMs, say, attempts, backoffMs });
  }
});

/** Waits for a good answer. @param {string} url @param {(status: number) => boolean} isGood */
async function answers(url, isGood) {
  const until = Date.now() + secondsOf('HEALTH_SECONDS', 60);
  const headers = bypass ? { 'x-vercel-protection-bypass': bypass } : {};
  for (;;) {
    const seen = await fetch(url, {
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
    }).then(
      ({ status }) => status,
      (error) => error.cause?.message || error.message,
    );
    say(`${url}: ${seen}`);
    if (typeof seen === 'number' && isGood(seen)) return;
    if (Date.now() > until) {
      const isProtected = seen === 401 || (seen >= 300 && seen < 400);
      const advice = isProtected
        ? ' Deployments are protected? Then VERCEL_AUTOMATION_BYPASS_SECRET has to be right; see docs/pipeline.md.'
        : '';
      throw new Problem(`${url} does not answer well: ${seen}.${advice}`);
    }
    await sleep(secondsOf('POLL_SECONDS', 3));
  }
}
