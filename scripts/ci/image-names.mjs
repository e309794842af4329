import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inRoot } from '../lib/paths.mjs';
import { Problem } from '../lib/problem.mjs';
import { provenDigest } from './lib/attestation.mjs';
import { assertCommit, requiredVariables } from './lib/environment.mjs';
import { IMAGES, imagesOf, tagOf } from './lib/images.mjs';
import { createReport, runScript } from './lib/report.mjs';

// What one image is called: by its commit, and by its version when the commit is a release. And its
// digest, when it is there and proven to be ours: then it is not built again, because its tag must not
// move.

const report = createReport([process.env.GH_TOKEN]);

await runScript(report, async () => {
  const settings = requiredVariables([
    'IMAGE',
    'COMMIT',
    'GITHUB_REPOSITORY',
    'GITHUB_REPOSITORY_OWNER',
    'GH_TOKEN',
  ]);
  const { IMAGE: image, COMMIT: commit } = settings;
  if (!IMAGES.includes(image)) throw new Problem(`There is no image "${image}".`);
  assertCommit(commit);
  const name = `${imagesOf(settings.GITHUB_REPOSITORY_OWNER)}-${image}`;
  const tags = execFileSync('git', ['tag', '--points-at', commit], { encoding: 'utf8' });
  // v1.2.3 is a release of the whole; server-v1.2.3 and client-v1.2.3 are those of a part.
  const releases = tags.split('\n').filter((tag) => /^v\d+\.\d+\.\d+$/.test(tag));
  const [immutable, ...versions] = [tagOf(commit), ...releases].map((tag) => `${name}:${tag}`);
  const all = [immutable, ...versions];
  report.say(all.join('\n'));
  // Client and server have versions of their own; backups belong to the whole.
  const own = image === 'backup' ? 'package.json' : `${image}/package.json`;
  report.output('version', JSON.parse(readFileSync(inRoot(own), 'utf8')).version);
  report.output('name', name);
  report.output('tags', all.join(','));
  report.output('versions', versions.join(','));
  const origin = { repository: settings.GITHUB_REPOSITORY, say: report.say };
  report.output('digest', await provenDigest(immutable, origin).catch(() => ''));
});
