import { isScalar, parseDocument, visit } from 'yaml';
import { runCheck, workflowFiles } from './lib/workflows.mjs';

// Every action is pinned to a commit, with the version beside it for people and Dependabot, and the
// same action has one pin everywhere.

const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;
const BY_DIGEST = /^docker:\/\/.+@sha256:[0-9a-f]{64}$/;
const VERSION = /^ ?v\d+\.\d+\.\d+\b/;

/**
 * @param {import('./lib/workflows.mjs').WorkflowFile[]} files
 * @returns {string[]}
 */
export function faultsOf(files) {
  const faults = [];
  /** @type {Map<string, string>} */
  const pins = new Map();
  for (const { file, text } of files) {
    visit(parseDocument(text), {
      Pair(_, { key, value }) {
        if (!isScalar(key) || key.value !== 'uses') return;
        const uses = isScalar(value) ? String(value.value) : '';
        const fault = faultOf(uses, isScalar(value) ? value.comment : undefined);
        if (fault) faults.push(`${file}: ${uses}: ${fault}`);
        const [action, pin] = uses.split('@');
        // Parts of one repository (…/init, …/analyze) belong together as well.
        const repository = action.split('/').slice(0, 2).join('/');
        const other = pins.get(repository);
        if (pin && other && other !== pin)
          faults.push(`${file}: ${uses}: elsewhere it is @${other}`);
        if (pin) pins.set(repository, pin);
      },
    });
  }
  return faults;
}

function faultOf(uses, comment) {
  if (uses.startsWith('./') || BY_DIGEST.test(uses)) return null;
  if (!PINNED.test(uses)) return 'is not pinned to a commit (40 characters)';
  if (!VERSION.test(comment ?? '')) return 'has no version beside it, as "# v1.2.3"';
  return null;
}

runCheck(import.meta.url, 'pins', () => faultsOf(workflowFiles({ actions: true })));
