import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from './lib/paths.mjs';
import { failWith, Problem } from './lib/problem.mjs';
import { releasedFile, withRelease } from './migrations/released.mjs';

// Freezes the migrations that the release of package.json's version brings. A part of preparing a
// release, see docs/migrations.md. --again takes in what has come since, until there is the tag of it.

function main() {
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => arg !== '--again');
  if (unknown) throw new Problem(`${unknown} is not known; there is --again.`);
  const folder = inRoot('migrations');
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const releases = withRelease(folder, version, { again: args.includes('--again') });
  writeFileSync(releasedFile(folder), `${JSON.stringify(releases, null, 2)}\n`);
  const count = releases.at(-1)?.migrations.length ?? 0;
  console.log(`${version}: ${count} migrations are frozen.`);
  if (count > 0 && !existsSync(inRoot(`migrations/fixtures/${version}.sql`)))
    console.log('Next: node scripts/generate-fixture.mjs, for the test of upgrades from it.');
}

try {
  main();
} catch (error) {
  failWith(error);
}
