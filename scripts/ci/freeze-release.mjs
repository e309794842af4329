import { execFileSync } from 'node:child_process';
import { inRoot, root } from '../lib/paths.mjs';
import { releasesOf } from '../migrations/released.mjs';
import { createReport, runScript } from './lib/report.mjs';

// Writes what a release's pull request has to bring besides version and changelog, see
// docs/migrations.md: its migrations with their hashes and, where it has any, the data of an
// installation of it. Runs the product, and so the code of hundreds of packages: it gets no token.

const again = (/** @type {string} */ script) =>
  execFileSync(process.execPath, [inRoot(script), '--again'], { cwd: root, stdio: 'inherit' });

await runScript(createReport(), () => {
  // It refuses when the release is out.
  again('scripts/release-schema.mjs');
  const migrations = releasesOf(inRoot('migrations')).at(-1)?.migrations ?? [];
  if (migrations.length > 0) again('scripts/generate-fixture.mjs');
});
