import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { inRoot } from '../lib/paths.mjs';
import { inWords, lintMigrations } from './lint.mjs';
import { hashOfMigration, isOut, missingOfRelease, releasesOf, withRelease } from './released.mjs';
import { RULES } from './rules.mjs';
import { BASE, SAMPLES, sourceOf } from './samples.mjs';

const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

const FIRST = 1_763_000_000_001;
const nameOf = (index) => `${FIRST + index}-sample.ts`;

/** A folder with the base as release 0.1.0, and these migrations after it. */
function given(samples) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'aipoweredmakers-migrations-'));
  folders.push(folder);
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  [BASE, ...samples].forEach((sample, index) => {
    writeFileSync(path.join(folder, nameOf(index)), sourceOf(String(FIRST + index), sample));
  });
  const migrations = [{ file: nameOf(0), sha256: hashOfMigration(folder, nameOf(0)) }];
  writeFileSync(
    path.join(folder, 'released.json'),
    JSON.stringify([{ release: '0.1.0', migrations }]),
  );
  return folder;
}

const rulesOf = ({ refused }) => [...new Set(refused.map(({ rule }) => rule))];
const lint = (...samples) => lintMigrations(given(samples));

describe('the rules of migrations', () => {
  for (const [rule, { bad, good }] of Object.entries(SAMPLES)) {
    it(`${rule}: refuses what breaks it, and nothing else`, async () => {
      for (const sample of bad) {
        const report = await lint(...[sample].flat());
        assert.ok(rulesOf(report).includes(rule), `let through: ${JSON.stringify(sample)}`);
      }
      for (const sample of good) {
        const report = await lint(...[sample].flat());
        assert.deepEqual(report.refused, [], JSON.stringify(sample));
      }
    });
  }

  it('have a sample each, or a test of their own below', () => {
    const own = ['naming', 'marks', 'frozen'];
    assert.deepEqual(Object.keys(RULES).sort(), [...Object.keys(SAMPLES), ...own].sort());
  });

  it('are all told in docs/migrations.md', () => {
    const page = readFileSync(inRoot('docs/migrations.md'), 'utf8');
    const untold = Object.keys(RULES).filter((rule) => !page.includes(`| \`${rule}\``));
    assert.deepEqual(untold, []);
  });

  it('name the statement, why it is refused, and what to do', async () => {
    const report = await lint(
      'SELECT 1;\n-- the name of a maker\nALTER TABLE makers\n  DROP COLUMN name',
    );
    assert.deepEqual(report.refused, [
      { file: nameOf(1), rule: 'drops', statement: 'ALTER TABLE makers DROP COLUMN name' },
    ]);
    assert.match(
      inWords(report),
      /REFUSED .+ drops\n {2}ALTER TABLE .+\n {2}Why: .+\n {2}Instead: /,
    );
  });

  it('list what a mark allows, with its reason', async () => {
    const report = await lint(
      '-- contract 0.1.0: nobody reads it\nALTER TABLE makers DROP COLUMN name',
    );
    assert.equal(report.allowed[0]?.reason, 'contract 0.1.0: nobody reads it');
    assert.match(inWords(report), /allowed .+ drops\n.+\n {2}contract 0\.1\.0: nobody reads it/);
  });
});

describe('a mark', () => {
  it('is refused where it allows nothing', async () => {
    for (const mark of [
      'safe drops: why',
      'safe: because',
      'contract 0.1.0: why',
      'safe nothing: x',
    ])
      assert.deepEqual(rulesOf(await lint(`-- ${mark}\nCREATE TABLE news (id integer)`)), [
        'marks',
      ]);
  });

  it('counts for its own statement only', async () => {
    const sql = `-- safe rows-in-one-go: few rows\nDELETE FROM makers;\nDELETE FROM tools`;
    assert.deepEqual(rulesOf(await lint(sql)), ['rows-in-one-go']);
  });
});

describe('the name of a migration', () => {
  it('agrees with its file and its class', async () => {
    const folder = given(['CREATE TABLE news (id integer)']);
    renameSync(path.join(folder, nameOf(1)), path.join(folder, '1763000000099-sample.ts'));
    assert.deepEqual(rulesOf(await lintMigrations(folder)), ['naming']);
    const two = given(['CREATE TABLE news (id integer)']);
    appendFileSync(path.join(two, nameOf(1)), 'export class Other {}');
    assert.deepEqual(rulesOf(await lintMigrations(two)), ['naming']);
  });
});

describe('a released migration', () => {
  it('may not change, go, or be preceded by a new one', async () => {
    const changed = given([]);
    appendFileSync(path.join(changed, nameOf(0)), '\n');
    assert.deepEqual(rulesOf(await lintMigrations(changed)), ['frozen']);

    const gone = given(['CREATE TABLE news (id integer)']);
    rmSync(path.join(gone, nameOf(0)));
    assert.deepEqual(rulesOf(await lintMigrations(gone)), ['frozen']);

    const earlier = given([]);
    const digits = String(FIRST - 1);
    writeFileSync(path.join(earlier, `${digits}-sample.ts`), sourceOf(digits, 'SELECT 1'));
    assert.deepEqual(rulesOf(await lintMigrations(earlier)), ['frozen']);
  });

  it('keeps its place in the list', async () => {
    const folder = given(['CREATE TABLE news (id integer)']);
    const [{ migrations }] = withRelease(folder, '0.2.0').slice(-1);
    const [base] = releasesOf(folder);
    const report = await lintMigrations(folder, [
      { release: '0.1.0', migrations },
      { release: '0.2.0', migrations: base?.migrations ?? [] },
    ]);
    assert.deepEqual(rulesOf(report), ['frozen']);
  });

  it('has to be written down before its release goes out, and may wait until then', () => {
    const releases = [{ release: '0.1.0', migrations: [{ file: 'a', sha256: '' }] }];
    const missing = (version, files, isGoingOut) =>
      missingOfRelease(version, files, releases, { isGoingOut }) ?? '';
    assert.equal(missing('0.1.0', ['a', 'b'], false), '');
    assert.equal(missing('0.1.0', ['a'], true), '');
    assert.match(missing('0.1.0', ['a', 'b'], true), /^0\.1\.0 would go out without freezing b\./);
    assert.match(missing('0.2.0', ['a'], false), /^0\.2\.0 is not in/);
  });

  it('is written down with the release that brings it, once', () => {
    const folder = given(['CREATE TABLE news (id integer)']);
    const releases = withRelease(folder, '0.2.0');
    assert.deepEqual(
      releases.map(({ release, migrations }) => [release, migrations.map(({ file }) => file)]),
      [
        ['0.1.0', [nameOf(0)]],
        ['0.2.0', [nameOf(1)]],
      ],
    );
    assert.throws(() => withRelease(folder, '0.1.0'), /0\.1\.0 is in .* already/);
    const again = withRelease(folder, '0.1.0', { again: true });
    assert.deepEqual(
      again.map(({ migrations }) => migrations.length),
      [2],
    );
  });
});

describe('a release that is out', () => {
  const git = (cwd, ...args) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd });

  it('is not written down again', () => {
    const folder = given(['CREATE TABLE news (id integer)']);
    const again = () => withRelease(folder, '0.1.0', { again: true });
    git(folder, 'init', '--quiet');
    git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'chore: release 0.1.0');
    git(folder, 'tag', 'v0.1.0-rc.1');
    assert.equal(again().length, 1);
    git(folder, 'tag', 'v0.1.0');
    assert.throws(again, /^Problem: 0\.1\.0 is out, there is a tag v0\.1\.0/);
    assert.equal(withRelease(folder, '0.2.0', { again: true }).length, 2);
  });

  it('is not known where there is no repository, or git cannot be started', () => {
    const folder = given([]);
    assert.equal(isOut('0.1.0', folder), false);
    assert.equal(isOut('0.1.0', path.join(folder, 'gone')), false);
  });
});

describe('the migrations of this repository', () => {
  it('stop nothing, also those that were released before there were rules', async () => {
    const folder = inRoot('migrations');
    const unfrozen = releasesOf(folder).map(({ release }) => ({ release, migrations: [] }));
    const { refused, files } = await lintMigrations(folder, unfrozen);
    assert.deepEqual(refused, []);
    assert.ok(files >= 6);
  });

  it('are as they were released', async () => {
    const { refused, released } = await lintMigrations(inRoot('migrations'));
    assert.deepEqual(refused, []);
    assert.ok(released >= 6);
  });
});
