import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { inRoot } from '../lib/paths.mjs';
import { runCheck } from './lib/workflows.mjs';

// Branch protection asks for ci-pass only: a job that it does not need could fail unseen.

/** @param {string} text of ci.yml @returns {string[]} */
export function faultsOf(text) {
  const { jobs = {} } = parse(text);
  const { 'ci-pass': last, ...others } = jobs;
  if (!last) return ['there is no job ci-pass'];
  const faults = [];
  const needs = [last.needs ?? []].flat();
  for (const name of Object.keys(others)) {
    if (!needs.includes(name)) faults.push(`ci-pass does not need ${name}`);
  }
  for (const [name, job] of Object.entries(jobs)) {
    // GitHub calls such a job a success, whatever it did.
    if (job['continue-on-error']) faults.push(`${name} may fail without being counted`);
  }
  if (!/^(\$\{\{ )?always\(\)( \}\})?$/.test(last.if ?? '')) {
    faults.push('ci-pass runs only sometimes: its "if" has to be always()');
  }
  // The whole command: behind it could stand "|| true".
  const step = (last.steps ?? []).find(({ run }) => run === 'node scripts/ci/ci-pass.mjs');
  if (!step) return [...faults, 'ci-pass does not run scripts/ci/ci-pass.mjs'];
  if (step.if !== undefined || step['continue-on-error'])
    faults.push('the step that judges may not run, or not count');
  const { NEEDS, MAY_SKIP = '' } = { ...last.env, ...step.env };
  if (NEEDS !== '${{ toJSON(needs) }}') faults.push('NEEDS is not ${{ toJSON(needs) }}');
  for (const name of MAY_SKIP.split(/[\s,]+/).filter(Boolean)) {
    if (!others[name]) faults.push(`MAY_SKIP names ${name}, which is no job`);
    else if (!others[name].if) faults.push(`MAY_SKIP names ${name}, which has no "if"`);
  }
  return faults;
}

runCheck(import.meta.url, 'ci-pass', () =>
  faultsOf(readFileSync(inRoot('.github/workflows/ci.yml'), 'utf8')),
);
