import type { Definition, Fault, JsonValue, StepDefinition, StepKind } from './types.js';

/** A definition that was checked and compiled: what a run needs, computed once per version. */
export interface Plan {
  definition: Definition;
  /** In an order in which every step comes after those it needs. */
  steps: PlannedStep[];
  /** True when no step has an effect or a cost: the run may be written in one commit at its end. */
  pure: boolean;
  /** True when a step asks a language model of a connected provider. */
  needsProvider: boolean;
  /** Faults of the inputs against their schema; empty when they fit. Defaults are put in. */
  checkInputs(inputs: JsonValue): { inputs: JsonValue; faults: Fault[] };
}

export interface PlannedStep {
  id: string;
  definition: StepDefinition;
  kind: StepKind;
  /** Ids of the steps that it mentions or comes after. */
  needs: string[];
}

/** Checks a definition of unknown origin; gives the plan or every fault with its place. */
export declare function compileDefinition(
  definition: unknown,
): { plan: Plan; faults: [] } | { plan: null; faults: Fault[] };
