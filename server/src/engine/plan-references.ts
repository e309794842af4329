/** What steps mention: which steps they need, and which names do not exist. */

import type { References } from './expressions/references.js';
import type { PlacedExpression } from './expressions/template.js';
import { isJsonObject } from './json.js';
import { suggest } from './suggest.js';
import type { Definition, Fault, StepDefinition } from './types.js';

/** The steps that a step needs, in the order of their first mention. */
export function needsOf(
  step: StepDefinition,
  expressions: readonly PlacedExpression[],
): { needs: string[]; mentions: string[] } {
  const mentions = new Set(
    expressions.flatMap(({ expression }) => [...expression.references.steps]),
  );
  return { mentions: [...mentions], needs: [...new Set([...mentions, ...(step.after ?? [])])] };
}

/** Names in a step's expressions and in `after` that do not exist. */
export function findReferenceFaults(
  definition: Definition,
  step: StepDefinition,
  pointer: string,
  expressions: readonly PlacedExpression[],
): Fault[] {
  const faults = expressions.flatMap((placed) => {
    const { references } = placed.expression;
    const found = findUnknownNames(definition, placed);
    if (references.whole !== null) {
      found.push({
        pointer: placed.pointer,
        detail: `"${references.whole}" reads the steps as a whole, so nobody knows which must be done first. Name the step: steps.<id>.`,
      });
    }
    if (references.steps.has(step.id))
      found.push({ pointer: placed.pointer, detail: `The step "${step.id}" mentions itself.` });
    return found;
  });
  (step.after ?? []).forEach((id, index) => {
    const at = `${pointer}/after/${index}`;
    if (id === step.id) faults.push({ pointer: at, detail: 'A step cannot come after itself.' });
    else faults.push(...unknownStep(definition, id, at));
  });
  return faults;
}

/** Names in the output template that do not exist; the output may read the steps as a whole. */
export function findOutputFaults(
  definition: Definition,
  expressions: readonly PlacedExpression[],
): Fault[] {
  return expressions.flatMap((placed) => findUnknownNames(definition, placed));
}

function findUnknownNames(
  definition: Definition,
  { pointer, expression }: PlacedExpression,
): Fault[] {
  const references: References = expression.references;
  return [
    ...[...references.unknown].map((name) => ({
      pointer,
      detail: `"${name}" does not exist. Expressions read inputs.<name> and steps.<id>; a text stands in quotes.`,
    })),
    ...[...references.steps].flatMap((id) => unknownStep(definition, id, pointer)),
    ...unknownInputs(definition, references, pointer),
    ...references.inner
      .filter(({ root, name }) => namesOf(definition, root).includes(name))
      .map(({ root, name }) => ({
        pointer,
        detail: `Inside brackets and after a list, names belong to the item: write $$.${root}.${name}.`,
      })),
  ];
}

function namesOf({ inputs, steps }: Definition, root: 'inputs' | 'steps'): string[] {
  if (root === 'steps') return steps.map((step) => step.id);
  return isJsonObject(inputs.properties) ? Object.keys(inputs.properties) : [];
}

function unknownStep(definition: Definition, id: string, pointer: string): Fault[] {
  const ids = definition.steps.map((step) => step.id);
  return ids.includes(id)
    ? []
    : [{ pointer, detail: `There is no step "${id}".${suggest(id, ids)}` }];
}

/** An input that the schema does not name is a slip, unless the schema says that others may come. */
function unknownInputs(definition: Definition, references: References, pointer: string): Fault[] {
  const { inputs } = definition;
  const others = [
    'patternProperties',
    'allOf',
    'anyOf',
    'oneOf',
    '$ref',
    'if',
    'dependentSchemas',
    'unevaluatedProperties',
  ];
  if (!isJsonObject(inputs.properties)) return [];
  const isOpen = inputs.additionalProperties === true || isJsonObject(inputs.additionalProperties);
  if (isOpen || others.some((keyword) => Object.hasOwn(inputs, keyword))) return [];
  const names = namesOf(definition, 'inputs');
  return [...references.inputs]
    .filter((name) => !names.includes(name))
    .map((name) => ({
      pointer,
      detail: `The inputs have no property "${name}".${suggest(name, names)}`,
    }));
}
