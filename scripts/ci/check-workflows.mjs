import { parse } from 'yaml';
import { runCheck, workflowFiles } from './lib/workflows.mjs';

// House rules of the workflows that no linter knows: what a run may do is written down and small, it
// ends, and nothing that a stranger writes is ever part of a shell command.

/**
 * @param {import('./lib/workflows.mjs').WorkflowFile[]} files workflows and actions
 * @returns {string[]}
 */
export function faultsOf(files) {
  return files.flatMap(({ file, text }) => {
    const content = parse(text);
    const faults = content.runs
      ? stepsFaults('action', content.runs.steps)
      : workflowFaults(content);
    if (file.endsWith('.yaml')) faults.push('has to end in .yml, where actionlint looks');
    return faults.map((fault) => `${file}: ${fault}`);
  });
}

function workflowFaults({ on, permissions, concurrency, defaults, jobs = {} }) {
  const faults = [];
  const events = typeof on === 'string' ? [on] : Object.keys(on ?? {});
  if (events.includes('pull_request_target')) {
    faults.push('pull_request_target gives secrets to what strangers wrote');
  }
  if (permissions === undefined) faults.push('has no permissions at its top');
  else if (
    Object.values(Object(permissions)).some((right) => right !== 'read') ||
    typeof permissions === 'string'
  ) {
    faults.push('gives more than reading to all of its jobs');
  }
  // Of a run that waits as a whole, also one without a job that runs pushes another out.
  if (!concurrency && !Object.values(jobs).every((job) => job.concurrency)) {
    faults.push('has no concurrency');
  }
  if (defaults?.run?.shell !== 'bash') faults.push('has not bash as its default shell (pipefail)');
  for (const [name, job] of Object.entries(jobs)) {
    if (!job.uses && !job['timeout-minutes']) faults.push(`job ${name} has no timeout-minutes`);
    if (job.secrets === 'inherit') faults.push(`job ${name} passes all secrets on`);
    if (job.permissions === 'write-all') faults.push(`job ${name} may write everything`);
    faults.push(...stepsFaults(`job ${name}`, job.steps));
  }
  return faults;
}

function stepsFaults(where, steps = []) {
  return steps.flatMap(({ run = '', uses = '', with: inputs = {} }) => {
    const faults = [];
    if (run.includes('${{'))
      faults.push(`${where} has an expression in a command: "${run.trim()}"`);
    if (uses.startsWith('actions/checkout@') && inputs['persist-credentials'] !== false) {
      faults.push(`${where} keeps the token after the checkout`);
    }
    return faults;
  });
}

runCheck(import.meta.url, 'workflows', () => faultsOf(workflowFiles({ actions: true })));
