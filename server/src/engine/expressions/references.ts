/**
 * Which inputs and steps an expression mentions. The order of steps follows from it, so it may not
 * miss one: where the answer cannot be read from the text (`$lookup(steps, name)`, `$$`, `**`), the
 * expression counts as reading everything (`whole`).
 */

import type { AstNode } from './ast.js';
import { childrenOf } from './ast.js';

export interface References {
  /** First property of each `inputs.x`. */
  inputs: Set<string>;
  /** Ids of steps. */
  steps: Set<string>;
  /** Reads the steps as a whole; the text says how. */
  whole: string | null;
  /** `inputs.x` and `steps.x` where names belong to an item of a list: nearly always meant for the root. */
  inner: { root: 'inputs' | 'steps'; name: string }[];
  /** Names at the root other than `inputs` and `steps`: always a mistake. */
  unknown: Set<string>;
}

/** Functions that take the root as their argument when they are called with fewer than this many. */
const TAKES_CONTEXT: Record<string, number> = {
  string: 1,
  lookup: 2,
  keys: 1,
  spread: 1,
  sift: 2,
  each: 2,
  clone: 1,
  boolean: 1,
  not: 1,
};

export function findReferences(root: AstNode): References {
  const found: References = {
    inputs: new Set(),
    steps: new Set(),
    whole: null,
    inner: [],
    unknown: new Set(),
  };
  visit(root, true, found);
  return found;
}

/** `atRoot`: names in this node are read from `{ inputs, steps }`, not from some value inside. */
function visit(node: AstNode, atRoot: boolean, found: References): void {
  switch (node.type) {
    case 'path':
      visitPath(node, atRoot, found);
      return;
    case 'variable':
      if (node.value === '$' || (node.value === '' && atRoot))
        found.whole ??= `$${String(node.value)}`;
      break;
    case 'parent':
      found.whole ??= '%';
      return;
    case 'wildcard':
    case 'descendant':
      if (atRoot) found.whole ??= node.type === 'wildcard' ? '*' : '**';
      break;
    case 'function':
      if (atRoot && takesContext(node, 0)) found.whole ??= `$${String(node.procedure?.value)}()`;
      break;
    case 'apply':
      // `value ~> $f()`: the value is the function's first argument.
      if (node.rhs?.type === 'function') {
        if (node.lhs && !Array.isArray(node.lhs)) visit(node.lhs, atRoot, found);
        if (atRoot && takesContext(node.rhs, 1))
          found.whole ??= `$${String(node.rhs.procedure?.value)}()`;
        visitWithin(node.rhs, atRoot, found);
        return;
      }
      break;
    case 'transform':
      for (const child of childrenOf(node)) visit(child, false, found);
      return;
  }
  visitWithin(node, atRoot, found);
}

/** Predicates and groupings look at the items of the node's value; every other part where the node looks. */
function visitWithin(node: AstNode, atRoot: boolean, found: References): void {
  const inItems = new Set<AstNode>([
    ...(node.stages ?? []),
    ...(node.predicate ?? []),
    ...(node.group?.lhs.flat() ?? []),
    ...(node.terms ?? []).map((term) => term.expression),
  ]);
  for (const child of childrenOf(node)) visit(child, atRoot && !inItems.has(child), found);
}

function visitPath(path: AstNode, atRoot: boolean, found: References): void {
  const steps = path.steps ?? [];
  const first = steps[0];
  let next = 1;
  let name = atRoot && first?.type === 'name' ? first : undefined;
  const isRootVariable =
    first?.type === 'variable' && (first.value === '$' || (first.value === '' && atRoot));
  if (isRootVariable && steps[1]?.type === 'name' && !first.predicate && !first.stages) {
    name = steps[1];
    next = 2;
  }
  if (name) {
    readName(String(name.value), name, steps[next], found);
    visitWithin(name, false, found);
  } else if (first) {
    const { value } = first;
    if (
      first.type === 'name' &&
      (value === 'inputs' || value === 'steps') &&
      steps[1]?.type === 'name'
    ) {
      found.inner.push({ root: value, name: String(steps[1].value) });
    }
    visit(first, atRoot, found);
  }
  for (const step of steps.slice(next)) visit(step, false, found);
  for (const pair of path.group?.lhs ?? []) for (const part of pair) visit(part, false, found);
}

function readName(
  name: string,
  node: AstNode,
  after: AstNode | undefined,
  found: References,
): void {
  const key = after?.type === 'name' && !node.focus && !node.index ? String(after.value) : null;
  if (name === 'inputs') {
    if (key !== null) found.inputs.add(key);
  } else if (name === 'steps') {
    if (key !== null) found.steps.add(key);
    else found.whole ??= 'steps';
  } else {
    found.unknown.add(name);
  }
}

function takesContext(call: AstNode, given: number): boolean {
  const name = call.procedure?.type === 'variable' ? String(call.procedure.value) : '';
  return (
    Object.hasOwn(TAKES_CONTEXT, name) &&
    given + (call.arguments?.length ?? 0) < (TAKES_CONTEXT[name] as number)
  );
}
