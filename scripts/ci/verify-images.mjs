import { Problem } from '../lib/problem.mjs';
import { provenDigest } from './lib/attestation.mjs';
import { assertCommit, requiredVariables, secondsOf } from './lib/environment.mjs';
import { IMAGES, imagesOf, tagOf } from './lib/images.mjs';
import { createReport, runScript } from './lib/report.mjs';

// Before production: the images of the commit exist, and this repository's own workflow made them.
// An image under the same tag from anywhere else has no such signature.

const report = createReport([process.env.GH_TOKEN]);

await runScript(report, async () => {
  const { COMMIT, GITHUB_REPOSITORY, GITHUB_REPOSITORY_OWNER } = requiredVariables([
    'COMMIT',
    'GITHUB_REPOSITORY',
    'GITHUB_REPOSITORY_OWNER',
  ]);
  requiredVariables(['GH_TOKEN']);
  assertCommit(COMMIT);
  const proven = [];
  for (const part of IMAGES) {
    const image = `${imagesOf(GITHUB_REPOSITORY_OWNER)}-${part}:${tagOf(COMMIT)}`;
    const digest = await provenDigest(image, {
      repository: GITHUB_REPOSITORY,
      say: report.say,
      attempts: 3,
      backoffMs: secondsOf('RETRY_SECONDS', 5),
    }).catch((error) => {
      throw new Problem(
        `${image} is not proven to be ours: ${error.message} Did CI pass for this commit on main, and were its images built?`,
        { cause: error },
      );
    });
    proven.push(`\`${image}@${digest}\``);
  }
  report.say(proven.join('\n'));
  report.summary(
    `All images of \`${COMMIT}\` were made by this repository:\n\n- ${proven.join('\n- ')}`,
  );
});
