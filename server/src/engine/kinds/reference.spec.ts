import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { STEP_KINDS } from './index.js';
import { describeKinds } from './reference.js';

it('the reference page says what the kinds are (else: node scripts/generate-step-reference.mjs)', () => {
  const page = new URL('../../../../docs/reference/step-kinds.md', import.meta.url);
  expect(readFileSync(page, 'utf8')).toBe(describeKinds(STEP_KINDS));
});
