import { root } from '../lib/paths.mjs';
import { Problem } from '../lib/problem.mjs';
import { command } from './lib/command.mjs';
import { assertCommit, requiredVariables, secondsOf } from './lib/environment.mjs';
import { IMAGES, imagesOf, tagOf } from './lib/images.mjs';
import { createReport, runScript } from './lib/report.mjs';

// Before production: the images of the commit exist, and this repository's own workflow made them.
// An image under the same tag from anywhere else has no such signature.

const WORKFLOW = '.github/workflows/deploy-backend.yml';
const report = createReport([process.env.GH_TOKEN]);

await runScript(report, async () => {
  const names = /** @type {const} */ (['COMMIT', 'GITHUB_REPOSITORY', 'GITHUB_REPOSITORY_OWNER']);
  const {
    COMMIT,
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER,
  } = requiredVariables(names);
  requiredVariables(['GH_TOKEN']);
  assertCommit(COMMIT);
  for (const part of IMAGES) {
    const image = `${imagesOf(GITHUB_REPOSITORY_OWNER)}-${part}:${tagOf(COMMIT)}`;
    const signer = ['--repo', repository, '--signer-workflow', `${repository}/${WORKFLOW}`];
    await command('gh', ['attestation', 'verify', `oci://${image}`, ...signer], {
      cwd: root,
      env: process.env,
      limitMs: 120_000,
      say: report.say,
      attempts: 3,
      backoffMs: secondsOf('RETRY_SECONDS', 5),
    }).catch((error) => {
      throw new Problem(
        `${image} is not proven to be ours: ${error.message} Did CI pass for this commit on main, and were its images built?`,
        { cause: error },
      );
    });
  }
  report.summary(`All images of \`${COMMIT}\` were made by this repository.`);
});
