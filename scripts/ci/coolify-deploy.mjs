import { execFileSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { root } from '../lib/paths.mjs';
import { Problem } from '../lib/problem.mjs';
import { coolifyAt } from './coolify/coolify.mjs';
import { healthAt } from './coolify/health.mjs';
import { putBack } from './coolify/put-back.mjs';
import { assertCommit, requiredVariables, secondsOf } from './lib/environment.mjs';
import { HttpProblem, mayPass } from './lib/http.mjs';
import { imagesOf, tagOf } from './lib/images.mjs';
import { createReport, runScript } from './lib/report.mjs';

// Brings one commit to an installation in Coolify, by the immutable tag sha-<commit>: sets the tag,
// deploys, and believes only what health then says. When that fails, the old tags are put back.
// Variables: docs/pipeline.md. Exit code 0 only when the commit is served.

/** @typedef {import('./coolify/coolify.mjs').Application} Application */

const report = createReport([process.env.COOLIFY_TOKEN]);

await runScript(report, async () => {
  const settings = requiredVariables([
    'COOLIFY_URL',
    'COOLIFY_TOKEN',
    'COOLIFY_APPS',
    'HEALTH_URL',
    'COMMIT',
    'GITHUB_REPOSITORY_OWNER',
  ]);
  const { CLIENT_HEALTH_URL, FORWARD_ONLY } = process.env;
  const commit = settings.COMMIT;
  assertCommit(commit);
  const { say } = report;
  const pollMs = secondsOf('POLL_SECONDS', 5);
  const coolify = coolifyAt({
    url: settings.COOLIFY_URL,
    token: settings.COOLIFY_TOKEN,
    images: imagesOf(settings.GITHUB_REPOSITORY_OWNER),
    say,
    pollMs,
    deployMs: secondsOf('DEPLOY_SECONDS', 900),
    backoffMs: secondsOf('RETRY_SECONDS', 2),
  });
  const asked = { pollMs, limitMs: secondsOf('HEALTH_SECONDS', 300), say };
  const health = healthAt({ ...asked, name: '/health', url: settings.HEALTH_URL });
  const client = CLIENT_HEALTH_URL
    ? healthAt({ ...asked, name: 'The web interface', url: CLIENT_HEALTH_URL })
    : undefined;

  // All of it is read before anything is changed: a wrong token or UUID fails here.
  const uuids = settings.COOLIFY_APPS.split(/[\s,]+/).filter(Boolean);
  /** @type {Application[]} */
  const apps = [];
  for (const uuid of uuids) apps.push(await coolify.application(uuid));
  const before = await health.readPatiently();
  const clientBefore = await client?.readPatiently();
  say(`Before: ${before.seen}. To be deployed: ${commit}, to ${names(apps)}.`);
  if (FORWARD_ONLY === 'true' && isAncestor(commit, before.commit)) {
    say(`${before.commit} is served, which is newer: nothing is deployed.`);
    report.summary(
      `Not deployed: \`${before.commit}\` is served, which is newer than \`${commit}\`.`,
    );
    return;
  }

  for (const app of apps) app.old = oldOf(app);
  tellWhenEnded();
  // Putting back gets as much time again: together, less than the workflow gives to the job.
  const limitMs = secondsOf('TOTAL_SECONDS', 2_400);
  const until = Date.now() + limitMs;
  /** @type {Application[]} */
  const touched = [];
  try {
    for (const app of apps) {
      await coolify.set(app, coolify.versionOf(app, tagOf(commit))).catch((error) => {
        if (!isRefusal(error)) touched.push(app);
        throw error;
      });
      touched.push(app);
      await coolify.deploy(app, until);
    }
    await health.waitFor({ commit, workers: [commit] });
    await client?.waitFor({ commit });
  } catch (error) {
    say(`\n${error.message}`);
    const checkOld = async () => {
      await health.waitFor(before);
      await client?.waitFor({ commit: clientBefore?.commit });
    };
    const outcome = await putBack(touched, { coolify, checkOld, until: Date.now() + limitMs, say });
    throw new Problem(`${error.message}\n${outcome}`, { cause: error });
  }
  say(`\nCommit ${commit} is served.`);
  report.summary(`Deployed \`${commit}\` to ${names(apps)}; \`/health\` serves it.`);

  /**
   * What to go back to: what was set, else the images of the commit that was served.
   * @param {Application} app
   */
  function oldOf(app) {
    const next = coolify.versionOf(app, tagOf(commit));
    const served = /^[0-9a-f]{40}$/.test(before.commit ?? '')
      ? coolify.versionOf(app, tagOf(String(before.commit)))
      : undefined;
    return [app.before, served].find((version) => version && !isDeepStrictEqual(version, next));
  }

  /** A run that is cancelled has no time to put anything back; it says what somebody has to look at. */
  function tellWhenEnded() {
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
      process.on(signal, () => {
        const where = apps.map(({ name, state = 'not touched' }) => `${name}: ${state}`);
        const text = `Ended by ${signal}, half-way: this run puts nothing back any more. Before: ${before.seen}.\n${where.join('\n')}\nGo on by hand, as docs/pipeline.md says.`;
        report.warn(`\n${text}`);
        report.summary(`**Failed:** ${text}`);
        process.exit(1);
      });
    }
  }
});

/** Whether one commit is a part of the other's history; false when this clone does not know them. */
function isAncestor(older, newer) {
  if (!newer || older === newer) return false;
  try {
    const args = ['merge-base', '--is-ancestor', older, newer];
    execFileSync('git', args, { cwd: root, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What was refused has changed nothing; what was not answered, or 429 at a later attempt, may have. */
function isRefusal(error) {
  return error instanceof HttpProblem && !mayPass(error.status);
}

/** @param {Application[]} apps */
function names(apps) {
  return apps.map(({ name }) => name).join(', ');
}
