/**
 * The settings of a step (`with`): a template, and the schema of the kind. What holds no expression
 * is checked when the definition is saved; the rest when the values are there.
 */

import type { ErrorObject } from 'ajv/dist/2020.js';
import { parseTemplate, type Template } from './expressions/template.js';
import type { ExpressionData } from './expressions/expression.js';
import type { RunScope } from './expressions/functions.js';
import { findJsonProblem } from './json.js';
import { compileRaw, compileSchema, toFaults, type CompiledSchema } from './schema.js';
import { StepError, type Fault, type JsonObject, type JsonValue, type StepKind } from './types.js';

export interface Settings {
  template: Template;
  /** The settings with values and defaults put in; throws `StepError` when they do not fit the kind. */
  render(data: ExpressionData, scope: RunScope): JsonObject | Promise<JsonObject>;
}

/** Rules about several parts at once: nothing can be said while one of the parts is an expression. */
const RULES_ABOUT_PARTS = new Set([
  'anyOf',
  'oneOf',
  'allOf',
  'not',
  'if',
  'contains',
  'const',
  'enum',
  'uniqueItems',
  'dependentRequired',
]);

interface KindSchemas {
  full: CompiledSchema;
  raw(value: JsonValue): ErrorObject[];
}
const compiled = new WeakMap<StepKind, KindSchemas>();

function schemasOf(kind: StepKind): KindSchemas {
  let schemas = compiled.get(kind);
  if (!schemas) {
    schemas = { full: compileSchema(kind.with), raw: compileRaw(kind.with) };
    compiled.set(kind, schemas);
  }
  return schemas;
}

/** Parses the settings of a step; what is wrong with them is added to `faults`. */
export function parseSettings(
  kind: StepKind,
  source: JsonObject,
  pointer: string,
  faults: Fault[],
): Settings {
  const shaped = (kind.shaped ?? []).map((name) => `${pointer}/${name}`);
  const template = parseTemplate(source, pointer, faults, { shaped });
  const { full, raw } = schemasOf(kind);
  const dynamic = template.expressions.map((placed) => placed.pointer.slice(pointer.length));
  faults.push(
    ...toFaults(
      raw(source).filter((error) => isCertain(error, dynamic)),
      pointer,
    ),
  );
  const own = kind.checkWith?.(source) ?? [];
  faults.push(...own.map((fault) => ({ ...fault, pointer: pointer + fault.pointer.slice(1) })));
  if (dynamic.length === 0) {
    const { value } = full.check(source);
    return { template, render: () => value as JsonObject };
  }
  const finish = (value: JsonValue | undefined): JsonObject => {
    const problem = findJsonProblem(value ?? null);
    if (problem)
      throw new StepError(
        'settings-invalid',
        `The settings${problem.pointer === '' ? '' : ` at ${problem.pointer}`}: ${problem.detail}.`,
      );
    const checked = full.check(value ?? null);
    if (checked.faults.length > 0) throw invalidSettings(checked.faults);
    return checked.value as JsonObject;
  };
  return {
    template,
    render(data, scope) {
      const rendered = template.render(data, scope);
      return rendered instanceof Promise ? rendered.then(finish) : finish(rendered);
    },
  };
}

/** True when an error will stand whatever the expressions give. */
function isCertain(error: ErrorObject, dynamic: readonly string[]): boolean {
  const at = error.instancePath;
  if (dynamic.some((pointer) => at === pointer || at.startsWith(`${pointer}/`))) return false;
  const isParent = dynamic.some((pointer) => pointer.startsWith(`${at}/`));
  return !(isParent && RULES_ABOUT_PARTS.has(error.keyword));
}

function invalidSettings(faults: Fault[]): StepError {
  const first = faults[0] as Fault;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return new StepError(
    'settings-invalid',
    `The settings do not fit: ${first.pointer.slice(2) || 'they'} ${first.detail}${more}.`,
    {
      details: faults.map((fault) => ({ pointer: fault.pointer, detail: fault.detail })),
    },
  );
}
