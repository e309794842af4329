import { compileDefinition, type Plan } from '../../engine/plan.js';
import { DefinitionInvalid } from './tools.errors.js';

/** The plan of a definition of unknown origin. @throws DefinitionInvalid with the place of every fault */
export function assertDefinition(definition: unknown): Plan {
  const { plan, faults } = compileDefinition(definition);
  if (!plan) throw new DefinitionInvalid(faults);
  return plan;
}
