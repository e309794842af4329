/**
 * One JSONata expression: parsed once, evaluated within limits, its result plain JSON.
 *
 * Evaluation sees `{ inputs, steps }` and nothing else. The interpreter never runs JavaScript from
 * the text; `$eval`, the one function that would run text as an expression, is refused.
 */

import jsonata from 'jsonata';
import { copyJson } from '../json.js';
import type { JsonValue } from '../types.js';
import { findPlainPath, findSimplePath, readPath, toTree } from './plain-path.js';
import type { AstNode } from './ast.js';
import { ExpressionError, ExpressionFault, faultFrom } from './errors.js';
import { enterScope, replaceFunctions, type RunScope } from './functions.js';
import { Budget, MAX_ITEMS, Meter } from './limits.js';
import { toPlain } from './plain.js';
import { findReferences, type References } from './references.js';
import { LinearRegExp } from '../regex.js';
import { inspectTree, type TreeMarks } from './inspect.js';
import { scanExpression } from './scan.js';

/** Longest text of one expression. */
export const MAX_EXPRESSION_LENGTH = 10_000;

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
  const { path, references, marks, parsed } = read(source);
  let interpreter: jsonata.Expression | null = null;
  const run = async (data: ExpressionData, scope: RunScope): Promise<JsonValue | undefined> => {
    // The interpreter's tree is large: a plain reference makes one only when it meets a list.
    interpreter ??= prepare(parsed ?? parse(source));
    try {
      const root = marks.writes ? copyJson({ ...data }) : data;
      const own: RunScope = { now: scope.now, seed: `${scope.seed} ${place}` };
      scope.meter ??= new Meter();
      const account: Account = { scope: own, budget: new Budget(marks, scope.meter, scope.signal) };
      const value: unknown = await interpreter.evaluate(root, { [ACCOUNT]: account });
      return toPlain(value);
    } catch (error) {
      throw ExpressionError.from(source, error);
    }
  };
  const evaluate: Expression['evaluate'] = (data, scope) => {
    const found = path ? readPath(path, data) : readPath.LISTS;
    return found === readPath.LISTS ? run(data, scope) : found;
  };
  return { source, references, evaluate };
}

interface Reading {
  /** Names of a plain reference. */
  path: string[] | null;
  references: References;
  marks: TreeMarks;
  /** Null for a plain reference. */
  parsed: jsonata.Expression | null;
}

function read(source: string): Reading {
  const simple = findSimplePath(source);
  if (simple) return { path: simple, ...describe(toTree(simple)), parsed: null };
  if (source.trim() === '') throw new ExpressionFault('is empty');
  if (source.length > MAX_EXPRESSION_LENGTH) {
    throw new ExpressionFault(`is longer than ${MAX_EXPRESSION_LENGTH} characters`);
  }
  const outline = scanExpression(source, 0, false);
  if (outline.problem) throw new ExpressionFault(outline.problem);
  const parsed = parse(source);
  const tree = parsed.ast() as AstNode;
  const path = findPlainPath(tree);
  return { path, ...describe(tree), parsed: path ? null : parsed };
}

const describe = (tree: AstNode) => ({
  marks: inspectTree(tree),
  references: findReferences(tree),
});

function parse(source: string): jsonata.Expression {
  try {
    return jsonata(source, {
      RegexEngine: LinearRegExp as unknown as RegExpConstructor,
      sequence: MAX_ITEMS,
    });
  } catch (error) {
    throw faultFrom(source, error);
  }
}

function prepare(expression: jsonata.Expression): jsonata.Expression {
  replaceFunctions(expression);
  expression.assign(ENTRY, onEntry);
  expression.assign(EXIT, onExit);
  return expression;
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
