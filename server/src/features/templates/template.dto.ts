import { ApiProperty } from '@nestjs/swagger';
/** A tool to begin with. */
export class TemplateDto {
  /** Send it as `template` when a tool is made. */
  key!: string;
  name!: string;
  description!: string;
  definition!: Record<string, unknown>;
  /** Realistic inputs to try it with; at least two. */
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  exampleInputs!: Record<string, unknown>[];
  /** True when it asks a language model, so that a provider must be connected. */
  needsProvider!: boolean;
}
