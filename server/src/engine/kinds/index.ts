/** All step kinds, in the order in which people are offered them. */

import type { StepKind } from '../types.js';
import { classify } from './classify.js';
import { detectLanguage } from './detect-language.js';
import { extract } from './extract.js';
import { find } from './find.js';
import { http } from './http.js';
import { keySentences } from './key-sentences.js';
import { keywords } from './keywords.js';
import { prompt } from './prompt.js';
import { stop } from './stop.js';
import { transform } from './transform.js';

export const STEP_KINDS: readonly StepKind[] = [
  prompt,
  classify,
  find,
  extract,
  keySentences,
  keywords,
  detectLanguage,
  http,
  transform,
  stop,
];

const byName = new Map(STEP_KINDS.map((kind) => [kind.kind, kind]));

export function findKind(name: string): StepKind | undefined {
  return byName.get(name);
}
