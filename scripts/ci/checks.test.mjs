import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { inRoot } from '../lib/paths.mjs';
import { faultsOf as ciPassFaults } from './check-ci-pass.mjs';
import { faultsOf as pinFaults } from './check-pins.mjs';
import { faultsOf as workflowFaults } from './check-workflows.mjs';
import { workflowFiles } from './lib/workflows.mjs';
import { runCi } from './testing/run.mjs';

const PIN = '3d3c42e5aac5ba805825da76410c181273ba90b1';
const files = workflowFiles({ actions: true });

describe('the pins of actions', () => {
  const faults = (...uses) =>
    pinFaults([
      { file: 'a.yml', text: `steps:\n${uses.map((one) => `  - uses: ${one}\n`).join('')}` },
    ]);

  it('accepts a commit with its version, a local action, and an image by digest', () => {
    assert.deepEqual(
      faults(
        `actions/checkout@${PIN} # v7.0.1`,
        `'github/codeql-action/init@${PIN}' # v4.37.4`,
        './.github/actions/setup',
        `docker://alpine@sha256:${'a'.repeat(64)}`,
      ),
      [],
    );
  });

  for (const uses of [
    'actions/checkout@v7',
    'actions/checkout@v7.0.1 # v7.0.1',
    'actions/checkout@main',
    'actions/checkout',
    `actions/checkout@${PIN.slice(0, 12)} # v7.0.1`,
    `actions/checkout@${PIN}`,
    `actions/checkout@${PIN} # the newest`,
    `actions/checkout@${PIN} # v7`,
    'docker://alpine:3',
    `{ no: scalar }`,
  ]) {
    it(`refuses ${uses}`, () => assert.equal(faults(uses).length, 1));
  }

  it('refuses two pins of one action', () => {
    const other = 'b'.repeat(40);
    const found = faults(
      `github/codeql-action/init@${PIN} # v4.37.4`,
      `github/codeql-action/analyze@${other} # v4.37.5`,
    );
    assert.deepEqual(found, [
      `a.yml: github/codeql-action/analyze@${other}: elsewhere it is @${PIN}`,
    ]);
  });

  it('finds a pin however the YAML is written', () => {
    const text = `jobs: { a: { steps: [{ "uses": "actions/checkout@v7" }] } }`;
    assert.equal(pinFaults([{ file: 'a.yml', text }]).length, 1);
  });

  it('are in order in this repository', async () => {
    assert.ok(files.length >= 6, 'the workflows were not found');
    assert.deepEqual(pinFaults(files), []);
    const { code, output } = await runCi('check-pins.mjs', {});
    assert.deepEqual([code, output], [0, 'pins: in order\n']);
  });
});

describe('the job ci-pass', () => {
  const workflow = (last, jobs = '  lint: {}\n  tests: { if: a }\n') =>
    `jobs:\n${jobs}  ci-pass:\n${last
      .trim()
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n')}\n`;
  const GOOD = `
if: always()
needs: [lint, tests]
steps:
  - run: node scripts/ci/ci-pass.mjs
    env:
      NEEDS: \${{ toJSON(needs) }}`;

  it('is in order when it needs every other job, always runs and judges', () => {
    assert.deepEqual(ciPassFaults(workflow(GOOD)), []);
    const skips = GOOD.replace('env:\n', 'env:\n      MAY_SKIP: tests\n');
    assert.deepEqual(ciPassFaults(workflow(skips)), []);
  });

  /** @type {[string, string, string, RegExp][]} */
  const bad = [
    ['leaves a job out', '[lint, tests]', '[lint]', /does not need tests/],
    ['needs none', 'needs: [lint, tests]\n', '', /does not need lint/],
    ['runs only on success', 'if: always()\n', '', /only sometimes/],
    ['runs only sometimes', 'always()', 'always() && github.actor', /only sometimes/],
    ['does not judge', 'node scripts/ci/ci-pass.mjs', 'true', /does not run scripts/],
    ['judges something else', 'toJSON(needs)', 'toJSON(github)', /NEEDS is not/],
    ['judges sometimes', '  - run:', '  - if: false\n    run:', /may not run, or not count/],
    ['judges without effect', 'pass.mjs', 'pass.mjs || true', /does not run scripts/],
    ['lets an unknown job skip', 'env:\n', 'env:\n      MAY_SKIP: docs\n', /docs, which is no job/],
    ['lets a job skip that never does', 'env:\n', 'env:\n      MAY_SKIP: lint\n', /no "if"/],
  ];
  for (const [name, from, to, fault] of bad) {
    it(`is refused when it ${name}`, () => {
      const text = workflow(GOOD.replace(from, to));
      assert.notEqual(text, workflow(GOOD));
      assert.match(ciPassFaults(text).join('\n'), fault);
    });
  }

  it('is refused when a job may fail uncounted, and when it is missing', () => {
    const jobs = '  lint: { continue-on-error: true }\n  tests: {}\n';
    assert.deepEqual(ciPassFaults(workflow(GOOD, jobs)), ['lint may fail without being counted']);
    assert.deepEqual(ciPassFaults('jobs:\n  lint: {}\n'), ['there is no job ci-pass']);
  });

  it('is in order in ci.yml, and would not be with one more job', async () => {
    const text = readFileSync(inRoot('.github/workflows/ci.yml'), 'utf8');
    assert.deepEqual(ciPassFaults(text), []);
    const more = text.replace('jobs:\n', 'jobs:\n  more:\n    runs-on: ubuntu-24.04\n');
    assert.deepEqual(ciPassFaults(more), ['ci-pass does not need more']);
    assert.equal((await runCi('check-ci-pass.mjs', {})).code, 0);
  });
});

describe('the house rules of workflows', () => {
  const GOOD = `
on: { push: {} }
permissions: {}
concurrency: { group: a }
defaults: { run: { shell: bash } }
jobs:
  one:
    timeout-minutes: 5
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@${PIN}
        with: { persist-credentials: false }
      - run: echo "$TITLE"
        env: { TITLE: "\${{ github.event.pull_request.title }}" }
`;
  const faults = (text) => workflowFaults([{ file: 'a.yml', text }]);

  it('accept a careful workflow', () => assert.deepEqual(faults(GOOD), []));

  it('accept concurrency of all jobs instead of the whole', () => {
    const each = GOOD.replace('concurrency: { group: a }\n', '').replace(
      '  one:\n',
      '  one:\n    concurrency: { group: a }\n',
    );
    assert.deepEqual(faults(each), []);
    assert.match(faults(`${each}  two: { timeout-minutes: 5 }\n`).join(), /no concurrency/);
  });

  /** @type {[string, string, string, RegExp][]} */
  const bad = [
    ['no permissions', 'permissions: {}\n', '', /has no permissions/],
    [
      'writing for all jobs',
      'permissions: {}',
      'permissions: { contents: write }',
      /more than reading/,
    ],
    ['everything for all jobs', 'permissions: {}', 'permissions: write-all', /more than reading/],
    ['everything for a job', '{ contents: read }', 'write-all', /may write everything/],
    ['no concurrency', 'concurrency: { group: a }\n', '', /no concurrency/],
    ['another shell', 'shell: bash', 'shell: sh', /bash as its default shell/],
    ['no time limit', '    timeout-minutes: 5\n', '', /no timeout-minutes/],
    [
      'an expression in a command',
      '"$TITLE"',
      '"${{ github.head_ref }}"',
      /expression in a command/,
    ],
    ['a token that stays', 'persist-credentials: false', 'fetch-depth: 1', /keeps the token/],
    ['secrets for strangers', '{ push: {} }', 'pull_request_target', /pull_request_target/],
    [
      'all secrets passed on',
      '    steps:',
      '    secrets: inherit\n    steps:',
      /passes all secrets/,
    ],
  ];
  for (const [name, from, to, fault] of bad) {
    it(`refuse ${name}`, () => {
      const text = GOOD.replace(from, to);
      assert.notEqual(text, GOOD);
      assert.equal(faults(text).length, 1);
      assert.match(faults(text)[0], fault);
    });
  }

  it('refuse a name that a linter does not look at', () => {
    assert.deepEqual(workflowFaults([{ file: 'a.yaml', text: GOOD }]), [
      'a.yaml: has to end in .yml, where actionlint looks',
    ]);
  });

  it('refuse an expression in a command of an action', () => {
    const text = 'runs:\n  using: composite\n  steps:\n    - run: echo ${{ inputs.a }}\n';
    assert.match(faults(text).join(), /expression in a command/);
  });

  it('hold in this repository', async () => {
    assert.deepEqual(workflowFaults(files), []);
    assert.equal((await runCi('check-workflows.mjs', {})).code, 0);
  });
});
