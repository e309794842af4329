import { readFileSync } from 'node:fs';
import { inRoot } from './lib/paths.mjs';
import { failWith } from './lib/problem.mjs';
import { inWords, lintMigrations } from './migrations/lint.mjs';
import { releasesOf } from './migrations/released.mjs';

// Refuses migrations that would stop the service, or that were changed after their release. Needs
// Node 24, which reads the migrations as they are: npm run lint:migrations. See docs/migrations.md.

async function main() {
  const folder = inRoot('migrations');
  const report = await lintMigrations(folder);
  console.log(inWords(report));
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const isWritten = releasesOf(folder).some(({ release }) => release === version);
  if (!isWritten)
    console.log(`\nREFUSED  ${version} is not in migrations/released.json.
  Run: node scripts/release-schema.mjs`);
  process.exitCode = report.refused.length === 0 && isWritten ? 0 : 1;
}

main().catch(failWith);
