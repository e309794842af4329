/**
 * Compiling: from a definition to a plan. The order of steps follows from what they mention, so that
 * nobody wires boxes; what can be found wrong without running is found here, with its place.
 */

import { readDefinition } from './definition.js';
import { isForbiddenKey, isJsonObject } from './json.js';
import { findKind, STEP_KINDS } from './kinds/index.js';
import { orderSteps } from './order.js';
import { findOutputFaults, findReferenceFaults, needsOf } from './plan-references.js';
import { checkValue, compileSchema } from './schema.js';
import { parseSettings, type Settings } from './settings.js';
import { suggest } from './suggest.js';
import {
  parseCondition,
  parseTemplate,
  type PlacedExpression,
  type Template,
} from './expressions/template.js';
import type {
  Definition,
  Fault,
  JsonObject,
  JsonValue,
  StepDefinition,
  StepKind,
} from './types.js';

/** A definition that was checked and compiled: what a run needs, computed once per version. */
export interface Plan {
  definition: Definition;
  /** In an order in which every step comes after those it needs. */
  steps: PlannedStep[];
  /** True when no step has an effect or a cost: the run may be written in one commit at its end. */
  pure: boolean;
  /** True when a step asks a language model of a connected provider. */
  needsProvider: boolean;
  /** The definition's output, ready to be filled in. */
  output: Template;
  /** Faults of the inputs against their schema; empty when they fit. Defaults are put in. */
  checkInputs(inputs: JsonValue): { inputs: JsonValue; faults: Fault[] };
}

export interface PlannedStep {
  id: string;
  definition: StepDefinition;
  kind: StepKind;
  /** Ids of the steps that it mentions or comes after. */
  needs: string[];
  /** Ids of the steps that it mentions: the only ones its expressions see. */
  mentions: string[];
  when: PlacedExpression | null;
  settings: Settings;
}

/** Checks a definition of unknown origin; gives the plan or every fault with its place. */
export function compileDefinition(
  definition: unknown,
): { plan: Plan; faults: [] } | { plan: null; faults: Fault[] } {
  const read = readDefinition(definition);
  if (!read.definition) return { plan: null, faults: read.faults };
  const faults: Fault[] = [];
  const planned = read.definition.steps.map((step, index) =>
    planStep(read.definition, step, index, faults),
  );
  const output = parseTemplate(read.definition.output, '#/output', faults, {
    shaped: ['#/output'],
  });
  faults.push(...findOutputFaults(read.definition, output.expressions));
  const steps = planned.filter((step) => step !== null);
  if (faults.length === 0) faults.push(...sortSteps(steps, read.definition));
  if (faults.length > 0) return { plan: null, faults };
  return { plan: toPlan(read.definition, steps, output), faults: [] };
}

function toPlan(definition: Definition, steps: PlannedStep[], output: Template): Plan {
  const inputs = compileSchema(definition.inputs);
  return {
    definition,
    steps,
    output,
    pure: steps.every((step) => step.kind.nature === 'pure'),
    needsProvider: steps.some((step) => step.kind.needsProvider),
    checkInputs(given) {
      const problems = checkValue(given);
      if (problems.length > 0) return { inputs: given, faults: problems };
      const { value, faults } = inputs.check(given);
      return { inputs: value, faults };
    },
  };
}

function planStep(
  whole: Definition,
  step: StepDefinition,
  index: number,
  faults: Fault[],
): PlannedStep | null {
  const pointer = `#/steps/${index}`;
  if (isForbiddenKey(step.id))
    faults.push({ pointer: `${pointer}/id`, detail: `A step cannot be called "${step.id}".` });
  const when =
    step.when === undefined ? null : parseCondition(step.when, `${pointer}/when`, faults);
  const kind = findKind(step.kind);
  if (!kind) {
    const hint = suggest(
      step.kind,
      STEP_KINDS.map((known) => known.kind),
    );
    faults.push({
      pointer: `${pointer}/kind`,
      detail: `There is no step kind "${step.kind}".${hint}`,
    });
    return null;
  }
  const settings = parseSettings(
    kind,
    isJsonObject(step.with) ? step.with : ({} satisfies JsonObject),
    `${pointer}/with`,
    faults,
  );
  const expressions = [...settings.template.expressions, ...(when ? [when] : [])];
  faults.push(...findReferenceFaults(whole, step, pointer, expressions));
  return { id: step.id, definition: step, kind, ...needsOf(step, expressions), when, settings };
}

/** Sorts the steps in place; a fault when they wait for each other. */
function sortSteps(steps: PlannedStep[], definition: Definition): Fault[] {
  const result = orderSteps(new Map(steps.map((step) => [step.id, step.needs])));
  if ('cycle' in result) {
    const first = definition.steps.findIndex((step) => step.id === result.cycle[0]);
    return [
      {
        pointer: `#/steps/${first}`,
        detail: `These steps wait for each other: ${result.cycle.join(' -> ')}.`,
      },
    ];
  }
  const place = new Map(result.order.map((id, index) => [id, index]));
  steps.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  return [];
}
