import { Problem } from '../lib/problem.mjs';
import { coolifyAt } from './coolify/coolify.mjs';
import { healthAt } from './coolify/health.mjs';
import { assertCommit, requiredVariables, secondsOf } from './lib/environment.mjs';
import { HttpProblem } from './lib/http.mjs';
import { imagesOf, tagOf } from './lib/images.mjs';
import { createReport, runScript } from './lib/report.mjs';

// Brings one commit to an installation in Coolify, by the immutable tag sha-<commit>: sets the tag,
// deploys, and believes only what GET /health then says. When that fails, the old tag is put back.
// Variables: docs/pipeline.md. Exit code 0 only when the commit is served.

/** @typedef {import('./coolify/coolify.mjs').Application} Application */

const report = createReport([process.env.COOLIFY_TOKEN]);
const commitOf = (tag) => tag?.match(/^sha-([0-9a-f]{40})$/)?.[1];

await runScript(report, async () => {
  const settings = requiredVariables([
    'COOLIFY_URL',
    'COOLIFY_TOKEN',
    'COOLIFY_APPS',
    'HEALTH_URL',
    'COMMIT',
    'GITHUB_REPOSITORY_OWNER',
  ]);
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
  const limitMs = secondsOf('HEALTH_SECONDS', 300);
  const health = healthAt({ url: settings.HEALTH_URL, pollMs, limitMs, say });

  // All of it is read before anything is changed: a wrong token or UUID fails here.
  const uuids = settings.COOLIFY_APPS.split(/[\s,]+/).filter(Boolean);
  /** @type {Application[]} */
  const apps = [];
  for (const uuid of uuids) apps.push(await coolify.application(uuid));
  const before = await health.readPatiently();
  say(`Before: ${before.seen}. To be deployed: ${commit}, to ${names(apps)}.`);

  /** @type {Application[]} */
  const touched = [];
  try {
    for (const app of apps) {
      await coolify.setTag(app, tagOf(commit)).catch((error) => {
        if (!isRefusal(error)) touched.push(app);
        throw error;
      });
      touched.push(app);
      await coolify.deploy(app);
    }
    await health.waitFor(commit);
  } catch (error) {
    say(`\n${error.message}`);
    throw new Problem(`${error.message}\n${await putBack(touched)}`, { cause: error });
  }
  say(`\nCommit ${commit} is served.`);
  report.summary(`Deployed \`${commit}\` to ${names(apps)}; \`/health\` serves it.`);

  /** @param {Application[]} changed @returns {Promise<string>} what became of it */
  async function putBack(changed) {
    if (changed.length === 0) return 'Nothing was changed.';
    const served = /^[0-9a-f]{40}$/.test(before.commit ?? '') ? before.commit : undefined;
    const old = changed.map((app) => ({ app, tag: app.tag ?? (served ? tagOf(served) : '') }));
    if (old.some(({ tag }) => tag === '' || tag === tagOf(commit))) {
      return 'No earlier version is known: nothing was put back.';
    }
    try {
      for (const { app, tag } of old.toReversed()) {
        say(`${app.name}: putting ${tag} back`);
        await coolify.setTag(app, tag);
        await coolify.deploy(app);
      }
      await health.waitFor(commitOf(old[0].tag) ?? served);
    } catch (error) {
      return `The old version could NOT be put back: ${error.message}\nDo it by hand, as docs/pipeline.md says.`;
    }
    return `The old version was put back (${old.map(({ tag }) => tag).join(', ')}) and is served.`;
  }
});

/** What was refused has changed nothing; what was not answered may have. */
function isRefusal(error) {
  return error instanceof HttpProblem && error.status >= 400 && error.status < 500;
}

/** @param {Application[]} apps */
function names(apps) {
  return apps.map(({ name }) => name).join(', ');
}
