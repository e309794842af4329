import { expect, it } from '@jest/globals';
import { isAllowed, isFinished, RUN_STATUSES, statesBefore } from './run-state.js';

it.each([
  ['queued', 'running', true],
  ['queued', 'succeeded', false],
  ['running', 'succeeded', true],
  ['running', 'queued', true],
  ['waiting', 'running', false],
  ['succeeded', 'running', false],
  ['cancelled', 'queued', false],
] as const)('a run %s -> %s: allowed is %s', (from, to, allowed) => {
  expect(isAllowed(from, to)).toBe(allowed);
});

it('can cancel whatever has not ended, and nothing else', () => {
  expect(statesBefore('cancelled')).toEqual(RUN_STATUSES.filter((status) => !isFinished(status)));
});
