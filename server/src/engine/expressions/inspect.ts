/** Walks the tree of an expression once for what must be refused and what must be known before it runs. */

import { compilePattern } from '../regex.js';
import { suggest } from '../suggest.js';
import type { AstNode } from './ast.js';
import { childrenOf } from './ast.js';
import { ExpressionFault } from './errors.js';

/** Deepest syntax tree; the interpreter's own calls nest as deep. */
const MAX_TREE_DEPTH = 250;

const FUNCTIONS = [
  'sum',
  'count',
  'max',
  'min',
  'average',
  'string',
  'substring',
  'substringBefore',
  'substringAfter',
  'lowercase',
  'uppercase',
  'length',
  'trim',
  'pad',
  'match',
  'contains',
  'replace',
  'split',
  'join',
  'formatNumber',
  'formatBase',
  'formatInteger',
  'parseInteger',
  'number',
  'floor',
  'ceil',
  'round',
  'abs',
  'sqrt',
  'power',
  'random',
  'boolean',
  'not',
  'map',
  'zip',
  'filter',
  'single',
  'reduce',
  'sift',
  'keys',
  'lookup',
  'append',
  'exists',
  'spread',
  'merge',
  'reverse',
  'each',
  'error',
  'assert',
  'type',
  'sort',
  'shuffle',
  'distinct',
  'base64encode',
  'base64decode',
  'encodeUrlComponent',
  'encodeUrl',
  'decodeUrlComponent',
  'decodeUrl',
  'toMillis',
  'fromMillis',
  'clone',
  'now',
  'millis',
];

/** What the evaluation must know of an expression. */
export interface TreeMarks {
  /** It edits copies in place (`|...|...|`). */
  edits: boolean;
  /** It does what makes the interpreter write into the values that it reads. */
  writes: boolean;
  /** It sorts with an order-by (`list^(key)`). */
  sorts: boolean;
}

/** Throws `ExpressionFault` for what cannot be used. */
export function inspectTree(root: AstNode): TreeMarks {
  const marks: TreeMarks = { edits: false, writes: false, sorts: false };
  const used: AstNode[] = [];
  const bound = new Set<string>(['', '$']);
  const visit = (node: AstNode, depth: number, inItems: boolean): void => {
    if (depth > MAX_TREE_DEPTH)
      throw new ExpressionFault(`is nested more than ${MAX_TREE_DEPTH} levels deep`);
    if (node.type === 'variable') used.push(node);
    if (node.type === 'regex') checkRegex(node);
    if (node.type === 'transform') marks.edits = true;
    if (node.type === 'sort') marks.sorts = true;
    if (canWrite(node, inItems)) marks.writes = true;
    for (const name of namesBoundBy(node)) bound.add(name);
    const items = new Set(partsOnItems(node));
    for (const child of childrenOf(node)) visit(child, depth + 1, inItems || items.has(child));
  };
  visit(root, 0, false);
  for (const variable of used) checkVariable(variable, bound);
  return marks;
}

/**
 * Where JSONata writes into what it reads: edits in place when the pattern names the original, an
 * object made from an empty list puts an item into it, `[]` and a call leave a mark on their value.
 */
function canWrite(node: AstNode, inItems: boolean): boolean {
  if (node.type === 'transform' || node.group || node.keepArray || node.keepSingletonArray)
    return true;
  if (node.type === 'unary' && node.value === '{') return inItems;
  if (node.type !== 'function') return false;
  const { procedure } = node;
  return procedure?.type !== 'variable' || !FUNCTIONS.includes(String(procedure.value));
}

/** Parts of a node that look at the items of a value instead of at the inputs and steps. */
function partsOnItems(node: AstNode): AstNode[] {
  return [
    ...(node.steps ?? []).slice(1),
    ...(node.stages ?? []),
    ...(node.predicate ?? []),
    ...(node.terms ?? []).map((term) => term.expression),
  ];
}

function namesBoundBy(node: AstNode): string[] {
  const names = [node.focus, node.index];
  if (node.type === 'bind' && node.lhs && !Array.isArray(node.lhs))
    names.push(String(node.lhs.value));
  if (node.type === 'lambda')
    names.push(...(node.arguments ?? []).map((parameter) => String(parameter.value)));
  if (node.type === 'index') names.push(String(node.value));
  return names.filter((name) => name !== undefined);
}

function checkVariable({ value, position }: AstNode, bound: ReadonlySet<string>): void {
  const name = String(value);
  if (name === 'eval') throw new ExpressionFault('uses $eval, which is not available', position);
  if (bound.has(name) || FUNCTIONS.includes(name)) return;
  const known = [...FUNCTIONS, ...bound].map((other) => `$${other}`);
  const hint = suggest(`$${name}`, known);
  const question = hint === '' ? '' : ` (${hint.trim().replace('Did', 'did')})`;
  throw new ExpressionFault(`uses $${name}, which does not exist${question}`, position);
}

function checkRegex({ value, position }: AstNode): void {
  if (!(value instanceof RegExp)) {
    throw new ExpressionFault('has a regular expression on the left of `?:` or `??`', position);
  }
  try {
    compilePattern(value.source, value.flags);
  } catch (error) {
    throw new ExpressionFault(`has a pattern that ${(error as Error).message}`, position);
  }
}
