import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '../lib/problem.mjs';

/**
 * Which migrations each release brought, oldest first: migrations/released.json.
 * @typedef {{ release: string, migrations: { file: string, sha256: string }[] }} Release
 */

/** The migrations of a folder, in their order. @param {string} folder */
export const migrationFiles = (folder) =>
  readdirSync(folder)
    .filter((file) => /^\d{13}-[a-z0-9-]+\.ts$/.test(file))
    .sort();

/** @param {string} folder */
export const releasedFile = (folder) => path.join(folder, 'released.json');

/** @param {string} folder @returns {Release[]} */
export const releasesOf = (folder) =>
  existsSync(releasedFile(folder)) ? JSON.parse(readFileSync(releasedFile(folder), 'utf8')) : [];

/** @param {string} folder @param {string} file */
export const hashOfMigration = (folder, file) =>
  createHash('sha256')
    .update(readFileSync(path.join(folder, file)))
    .digest('hex');

/** All released files, in their order. @param {Release[]} releases */
export const releasedFiles = (releases) =>
  releases.flatMap(({ migrations }) => migrations.map(({ file }) => file));

/** What came since the newest release. @param {string[]} files @param {Release[]} releases */
export const unfrozen = (files, releases) => {
  const released = releasedFiles(releases);
  return files.filter((file) => !released.includes(file));
};

/**
 * What released.json does not say of a version; undefined when nothing is missing.
 * @param {string} version
 * @param {string[]} files @param {Release[]} releases
 * @param {{ isGoingOut: boolean }} options isGoingOut: this commit is to be released
 */
export function missingOfRelease(version, files, releases, { isGoingOut }) {
  if (!releases.some(({ release }) => release === version))
    return `${version} is not in migrations/released.json.
  Run: node scripts/release-schema.mjs`;
  const open = unfrozen(files, releases);
  if (isGoingOut && open.length > 0)
    return `${version} would go out without freezing ${open.join(', ')}.
  Run: node scripts/release-schema.mjs --again && node scripts/generate-fixture.mjs --again`;
}

/**
 * What is wrong with the files of earlier releases, and with the place of the new ones.
 * @param {string} folder
 * @param {string[]} files of the folder, in their order
 * @param {Release[]} releases
 * @returns {{ file: string, rule: string, detail: string }[]}
 */
export function checkReleased(folder, files, releases) {
  const problems = [];
  const frozen = (file, detail) => void problems.push({ file, rule: 'frozen', detail });
  const released = releasedFiles(releases);
  if (released.some((file, index) => index > 0 && file <= released[index - 1]))
    frozen('released.json', 'its files are not in the order of their digits');
  for (const { release, migrations } of releases) {
    for (const { file, sha256 } of migrations) {
      if (!files.includes(file)) frozen(file, `it came with ${release} and is gone`);
      else if (hashOfMigration(folder, file) !== sha256)
        frozen(file, `it came with ${release} and was changed since`);
    }
  }
  const newest = released.at(-1) ?? '';
  for (const file of files)
    if (!released.includes(file) && file.slice(0, 13) <= newest.slice(0, 13))
      frozen(file, `its digits are not larger than those of ${newest}, which is released`);
  return problems;
}

/**
 * Whether a version is known to be out. A clone may lack tags, or the machine git: then it is not.
 * @param {string} version
 * @param {string} folder of the repository
 */
export function isOut(version, folder) {
  const { stdout } = spawnSync('git', ['tag', '--list', `v${version}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  return Boolean(stdout?.trim());
}

/**
 * Adds a release with what came since the one before.
 * @param {string} folder
 * @param {string} release
 * @param {{ again?: boolean }} [options] again: write the newest release anew, while it is prepared
 * @returns {Release[]}
 */
export function withRelease(folder, release, { again = false } = {}) {
  const all = releasesOf(folder);
  const isAgain = again && all.at(-1)?.release === release;
  if (isAgain && isOut(release, folder))
    throw new Problem(
      `${release} is out, there is a tag v${release}: installations have its migrations, so they are frozen.
  What has come since belongs to the next version of package.json.`,
    );
  const before = isAgain ? all.slice(0, -1) : all;
  if (before.some((one) => one.release === release))
    throw new Problem(`${release} is in ${releasedFile(folder)} already.`);
  const migrations = unfrozen(migrationFiles(folder), before).map((file) => ({
    file,
    sha256: hashOfMigration(folder, file),
  }));
  return [...before, { release, migrations }];
}
