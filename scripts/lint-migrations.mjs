import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inRoot } from './lib/paths.mjs';
import { failWith } from './lib/problem.mjs';
import { inWords, lintMigrations } from './migrations/lint.mjs';
import { migrationFiles, missingOfRelease, releasesOf } from './migrations/released.mjs';

// Refuses migrations that would stop the service, or that were changed after their release. Needs
// Node 24, which reads the migrations as they are: npm run lint:migrations. See docs/migrations.md.
// --release, which the pull request of a release means by its branch: all of them have to be frozen.

const { values: options } = parseArgs({
  options: {
    release: {
      type: 'boolean',
      default: /^release-please--/.test(process.env.GITHUB_HEAD_REF ?? ''),
    },
  },
});

async function main() {
  const folder = inRoot('migrations');
  const report = await lintMigrations(folder);
  console.log(inWords(report));
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const missing = missingOfRelease(version, migrationFiles(folder), releasesOf(folder), {
    isGoingOut: options.release,
  });
  if (missing) console.log(`\nREFUSED  ${missing}`);
  process.exitCode = report.refused.length === 0 && !missing ? 0 : 1;
}

main().catch(failWith);
