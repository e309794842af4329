import { pathToFileURL } from 'node:url';
import { Problem } from '../lib/problem.mjs';
import { requiredVariables } from './lib/environment.mjs';
import { createReport, runScript } from './lib/report.mjs';

// The one check that branch protection asks for. It passes when every job before it succeeded; a
// skipped one passes only when MAY_SKIP names it. NEEDS is toJSON(needs) of the workflow.

/**
 * @param {Record<string, { result: string }>} needs
 * @param {string[]} maySkip
 * @returns {string[]} what stands against a pass
 */
export function faultsOf(needs, maySkip) {
  const jobs = Object.entries(needs);
  if (jobs.length === 0) return ['ci-pass needs no job, so it says nothing'];
  return jobs.flatMap(([name, { result }]) => {
    const fine = result === 'success' || (result === 'skipped' && maySkip.includes(name));
    return fine ? [] : [`${name}: ${result}`];
  });
}

function main() {
  const report = createReport();
  return runScript(report, () => {
    const { NEEDS } = requiredVariables(['NEEDS']);
    const needs = JSON.parse(NEEDS);
    const maySkip = (process.env.MAY_SKIP ?? '').split(/[\s,]+/).filter(Boolean);
    for (const [name, { result }] of Object.entries(needs)) report.say(`${name}: ${result}`);
    const faults = faultsOf(needs, maySkip);
    if (faults.length > 0) throw new Problem(`Not passed. ${faults.join('; ')}.`);
    report.say('Passed.');
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main();
