import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inRoot, root } from '../lib/paths.mjs';
import { Problem } from '../lib/problem.mjs';
import { releasesOf } from '../migrations/released.mjs';
import { createReport, runScript } from './lib/report.mjs';

// Writes what a release's pull request has to bring besides version and changelog, see
// docs/migrations.md: its migrations with their hashes and, where it has any, the data of an
// installation of it. Runs the product, and so the code of hundreds of packages: it gets no token.

const again = (/** @type {string} */ script) =>
  execFileSync(process.execPath, [inRoot(script), '--again'], { cwd: root, stdio: 'inherit' });

await runScript(createReport(), () => {
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  // "--again" would take new migrations into a release that people have.
  const tags = execFileSync('git', ['tag', '--list', `v${version}`], { cwd: root });
  if (tags.length > 0) throw new Problem(`${version} is out already: nothing may be added to it.`);
  again('scripts/release-schema.mjs');
  const migrations = releasesOf(inRoot('migrations')).at(-1)?.migrations ?? [];
  if (migrations.length > 0) again('scripts/generate-fixture.mjs');
});
