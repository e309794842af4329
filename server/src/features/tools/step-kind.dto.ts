import { ApiProperty } from '@nestjs/swagger';

/** A kind of step: what an editor needs to offer it and to draw its form. */
export class StepKindDto {
  /** Stands in a step's `kind`. */
  kind!: string;
  title!: string;
  /** One sentence for the person who picks a kind. */
  description!: string;
  /** pure: gives the same again for nothing; cost: a paid model call; effect: touches the world outside. */
  @ApiProperty({ enum: ['pure', 'cost', 'effect'] })
  nature!: 'pure' | 'cost' | 'effect';
  /** True when it asks a language model, so that a provider must be connected. */
  needsProvider!: boolean;
  /** True when the run ends with this step. */
  endsRun!: boolean;
  /** Seconds an attempt may take when the step does not say. */
  defaultTimeoutSeconds!: number;
  /** JSON Schema of the step's settings, `with`. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  with!: Record<string, unknown>;
  /** JSON Schema of what other steps see as `steps.<id>`. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  output!: Record<string, unknown>;
}
