/**
 * One JSONata expression: parsed once, evaluated within limits, its result plain JSON.
 *
 * Evaluation sees `{ inputs, steps }` and nothing else. The interpreter never runs JavaScript from
 * the text; `$eval`, the one function that would run text as an expression, is refused.
 */

import jsonata from 'jsonata';
import type { JsonValue } from '../types.js';
import { findPlainPath, readPath } from './plain-path.js';
import type { AstNode } from './ast.js';
import { childrenOf } from './ast.js';
import { ExpressionError, ExpressionFault, faultFrom } from './errors.js';
import { enterScope, replaceFunctions, type RunScope } from './functions.js';
import { Budget, MAX_ITEMS } from './limits.js';
import { toPlain } from './plain.js';
import { findReferences, type References } from './references.js';
import { compilePattern, LinearRegExp } from '../regex.js';
import { scanExpression } from './scan.js';

/** Longest text of one expression. */
export const MAX_EXPRESSION_LENGTH = 10_000;
/** Deepest syntax tree; the interpreter's own calls nest as deep. */
const MAX_TREE_DEPTH = 250;

/** What an expression can read. */
export interface ExpressionData {
  inputs: JsonValue;
  /** Outputs of the steps that are done. */
  steps: Record<string, JsonValue>;
}

export interface Expression {
  source: string;
  references: References;
  /** The value, or undefined when the expression gives nothing. At once when it is a plain reference. */
  evaluate(
    data: ExpressionData,
    scope: RunScope,
  ): JsonValue | undefined | Promise<JsonValue | undefined>;
}

/** Parses an expression. Throws `ExpressionFault` with what is wrong and where; `place` sets its dice apart. */
export function parseExpression(source: string, place = ''): Expression {
  if (source.trim() === '') throw new ExpressionFault('is empty');
  if (source.length > MAX_EXPRESSION_LENGTH)
    throw new ExpressionFault(`is longer than ${MAX_EXPRESSION_LENGTH} characters`);
  const outline = scanExpression(source, 0, false);
  if (outline.problem) throw new ExpressionFault(outline.problem);
  const { expression, ast } = parse(source);
  const marks = inspect(ast);
  const references = findReferences(ast);
  const path = findPlainPath(ast);
  const evaluate: Expression['evaluate'] = (data, scope) => {
    if (path) {
      const found = readPath(path, data);
      if (found !== readPath.LISTS) return found;
    }
    return run(data, scope);
  };
  const run = async (data: ExpressionData, scope: RunScope): Promise<JsonValue | undefined> => {
    try {
      // Grouping an empty list writes into that list: give it one of its own.
      const root = marks.groups ? toPlain(data as unknown) : data;
      const own: RunScope = { now: scope.now, seed: `${scope.seed} ${place}` };
      const account: Account = { scope: own, budget: new Budget(marks.edits) };
      const value: unknown = await expression.evaluate(root, { [ACCOUNT]: account });
      return toPlain(value);
    } catch (error) {
      throw ExpressionError.from(source, error);
    }
  };
  return { source, references, evaluate };
}

function parse(source: string): { expression: jsonata.Expression; ast: AstNode } {
  try {
    const expression = jsonata(source, {
      RegexEngine: LinearRegExp as unknown as RegExpConstructor,
      sequence: MAX_ITEMS,
    });
    replaceFunctions(expression);
    expression.assign(ENTRY, onEntry);
    expression.assign(EXIT, onExit);
    return { expression, ast: expression.ast() as AstNode };
  } catch (error) {
    throw faultFrom(source, error);
  }
}

/** Walks the tree once for what must be refused and what must be known before it runs. */
function inspect(root: AstNode): { edits: boolean; groups: boolean } {
  const marks = { edits: false, groups: false };
  const visit = (node: AstNode, depth: number): void => {
    if (depth > MAX_TREE_DEPTH)
      throw new ExpressionFault(`is nested more than ${MAX_TREE_DEPTH} levels deep`);
    if (node.type === 'variable' && node.value === 'eval')
      throw new ExpressionFault('uses $eval, which is not available', node.position);
    if (node.type === 'regex') {
      if (!(node.value instanceof RegExp))
        throw new ExpressionFault(
          'has a regular expression on the left of `?:` or `??`',
          node.position,
        );
      try {
        compilePattern(node.value.source, node.value.flags);
      } catch (error) {
        throw new ExpressionFault(`has a pattern that ${(error as Error).message}`, node.position);
      }
    }
    if (node.type === 'transform') marks.edits = true;
    if (node.group) marks.groups = true;
    for (const child of childrenOf(node)) visit(child, depth + 1);
  };
  visit(root, 0);
  return marks;
}

// --- The interpreter's hooks ----------------------------------------------------------------

const ENTRY = Symbol.for('jsonata.__evaluate_entry') as unknown as string;
const EXIT = Symbol.for('jsonata.__evaluate_exit') as unknown as string;
/** Name of the binding that carries the account; a space keeps it out of reach of `$names`. */
const ACCOUNT = 'run account';

interface Account {
  scope: RunScope;
  budget: Budget;
}

interface Frame {
  base: Frame & { depth: number };
  lookup(name: string): unknown;
}
const budgets = new WeakMap<object, Budget>();

function onEntry(_node: unknown, _input: unknown, { base }: Frame): Promise<void> | undefined {
  let budget = budgets.get(base);
  if (!budget) {
    const account = base.lookup(ACCOUNT) as Account;
    budget = account.budget;
    budgets.set(base, budget);
    enterScope(base, account.scope);
  }
  return budget.step(base.depth);
}

function onExit(node: AstNode, _input: unknown, { base }: Frame, result: unknown): void {
  budgets
    .get(base)
    ?.check(result, node.type === 'function' || node.type === 'binary' || node.type === 'apply');
}
