import type { Definition, JsonObject } from '../../engine/types.js';

/** A tool to begin with. */
export interface Template {
  /** Names it in `POST …/tools`. */
  key: string;
  name: string;
  description: string;
  definition: Definition;
  /** Realistic inputs to try it with. */
  exampleInputs: JsonObject[];
}
