/** A tool to begin with. */
export class TemplateDto {
  /** Send it as `template` when a tool is made. */
  key!: string;
  name!: string;
  description!: string;
  definition!: Record<string, unknown>;
  /** Realistic inputs to try it with; at least two. */
  exampleInputs!: Record<string, unknown>[];
  /** True when it asks a language model, so that a provider must be connected. */
  needsProvider!: boolean;
}
