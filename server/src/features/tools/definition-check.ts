import { compileDefinition, type Plan } from '../../engine/plan.js';
import type { Fault } from '../../engine/types.js';
import { DefinitionInvalid } from './tools.errors.js';

/** Longer definitions are refused: each is kept with every version, and compiled in the memory. */
export const MAX_DEFINITION_CHARACTERS = 262_144;

/** The plan of a definition of unknown origin, or everything that is wrong with it. */
export function checkDefinition(definition: unknown): { plan: Plan; faults: [] } | { plan: null; faults: Fault[] } {
  const characters = JSON.stringify(definition).length;
  if (characters > MAX_DEFINITION_CHARACTERS) {
    const detail = `has ${characters} characters of JSON; at most ${MAX_DEFINITION_CHARACTERS} are allowed. Pass long texts as inputs.`;
    return { plan: null, faults: [{ pointer: '#', detail }] };
  }
  return compileDefinition(definition);
}

/** @throws DefinitionInvalid with the place of every fault. */
export function assertDefinition(definition: unknown): Plan {
  const { plan, faults } = checkDefinition(definition);
  if (!plan) throw new DefinitionInvalid(faults);
  return plan;
}
