import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { format } from 'prettier';
import { STEP_KINDS } from './index.js';
import { describeKinds } from './reference.js';

it('the reference page says what the kinds are (else: node scripts/generate-step-reference.mjs)', async () => {
  const page = new URL('../../../../docs/reference/step-kinds.md', import.meta.url);
  const written = await format(describeKinds(STEP_KINDS), {
    parser: 'markdown',
    printWidth: 100,
    singleQuote: true,
    proseWrap: 'preserve',
  });
  expect(readFileSync(page, 'utf8')).toBe(written);
});
