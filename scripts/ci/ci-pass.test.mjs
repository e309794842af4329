import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faultsOf } from './ci-pass.mjs';
import { runCi } from './testing/run.mjs';

const of = (results) =>
  Object.fromEntries(Object.entries(results).map(([name, result]) => [name, { result }]));

describe('ci-pass', () => {
  it('passes when every job succeeded', () => {
    assert.deepEqual(faultsOf(of({ lint: 'success', tests: 'success' }), []), []);
  });

  for (const result of ['failure', 'cancelled', 'skipped', '', 'neutral']) {
    it(`does not pass with a job that is "${result}"`, () => {
      assert.deepEqual(faultsOf(of({ lint: 'success', tests: result }), []), [`tests: ${result}`]);
    });
  }

  it('passes with a skipped job only where that is declared', () => {
    const needs = of({ lint: 'success', tests: 'skipped' });
    assert.deepEqual(faultsOf(needs, ['tests']), []);
    assert.deepEqual(faultsOf(needs, ['lint']), ['tests: skipped']);
    assert.deepEqual(faultsOf(of({ tests: 'failure' }), ['tests']), ['tests: failure']);
  });

  it('does not pass without any job', () => {
    assert.equal(faultsOf({}, []).length, 1);
  });

  it('is a program that reads the needs of a workflow', async () => {
    const needs = (results) => ({ NEEDS: JSON.stringify(of(results)) });
    const good = await runCi('ci-pass.mjs', needs({ lint: 'success', types: 'success' }));
    assert.deepEqual([good.code, good.output], [0, 'lint: success\ntypes: success\nPassed.\n']);
    const bad = await runCi('ci-pass.mjs', needs({ lint: 'failure', types: 'skipped' }));
    assert.equal(bad.code, 1);
    assert.match(bad.output, /Not passed\. lint: failure; types: skipped\./);
    assert.match(bad.summary, /Not passed/);
    const allowed = { ...needs({ lint: 'success', docs: 'skipped' }), MAY_SKIP: 'docs, others' };
    assert.equal((await runCi('ci-pass.mjs', allowed)).code, 0);
    assert.equal((await runCi('ci-pass.mjs', { NEEDS: '{"lint":' })).code, 1);
    assert.match((await runCi('ci-pass.mjs', {})).output, /Not set: NEEDS/);
  });
});
