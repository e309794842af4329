import { Type } from 'class-transformer';
import { IsDate, IsIn, IsOptional, Matches } from 'class-validator';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQueryDto } from '../../core/page-query.dto.js';
import { parseTraceparent } from '../../core/tracing/tracing.js';
import type { StepRecord } from '../../engine/types.js';
import { RUN_STATUSES, RUN_TRIGGERS, type RunStatus, type RunTrigger } from './run-state.js';
import type { RunRow } from './runs.queries.js';

/** What a tool's own schemas describe, and this document cannot: any JSON. */
const ANY_JSON = {
  anyOf: [
    { type: 'object', additionalProperties: true },
    { type: 'array', items: {} },
    { type: 'string' },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'null' },
  ],
};

/** Body of a call that runs a tool. */
export class CreateRunDto {
  /** Values for the tool's inputs, by name; checked against the tool's schema. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  inputs?: unknown;
}

export class RunErrorDto {
  /** Stable code, for example "step-timeout". */
  code!: string;
  /** What went wrong, for people. */
  message!: string;
  /** The step that failed, when it was one. */
  path?: string;
  /** More about it, depending on the code. */
  @ApiPropertyOptional(ANY_JSON)
  details?: unknown;
}

export class UsageDto {
  inputTokens?: number;
  outputTokens?: number;
  /** US dollars by the prices of the model; null when a price is missing. */
  @ApiProperty({ type: Number, nullable: true, required: false })
  cost?: number | null;
  /** Model that answered, as provider/model. */
  model?: string;
}

/** A run and its result. */
export class RunResultDto {
  id!: string;
  @ApiProperty({ enum: RUN_STATUSES })
  status!: RunStatus;
  /** Slug of the tool. */
  tool!: string;
  /** Number of the version; null for a run of the draft. */
  @ApiProperty({ type: Number, nullable: true })
  version!: number | null;
  @ApiProperty({ enum: RUN_TRIGGERS })
  trigger!: RunTrigger;
  /** The tool's output; null unless the run succeeded. */
  @ApiProperty(ANY_JSON)
  output!: unknown;
  @ApiProperty({ type: RunErrorDto, nullable: true })
  error!: RunErrorDto | null;
  /** Sum over all steps; null when no model was asked. */
  @ApiProperty({ type: UsageDto, nullable: true })
  usage!: UsageDto | null;
  createdAt!: string;
  @ApiProperty({ type: String, nullable: true })
  startedAt!: string | null;
  @ApiProperty({ type: String, nullable: true })
  finishedAt!: string | null;
}

export class RunStepDto {
  /** Id of the step within the tool. */
  path!: string;
  kind!: string;
  @ApiProperty({ enum: ['succeeded', 'failed', 'skipped'] })
  status!: 'succeeded' | 'failed' | 'skipped';
  /** The attempt that ended the step, from 1; 0 when it was skipped. */
  attempt!: number;
  /** Settings of the step with all expressions put in. */
  @ApiProperty(ANY_JSON)
  input!: unknown;
  @ApiProperty(ANY_JSON)
  output!: unknown;
  @ApiProperty({ type: RunErrorDto, nullable: true })
  error!: RunErrorDto | null;
  @ApiProperty({ type: UsageDto, nullable: true })
  usage!: UsageDto | null;
  startedAt!: string;
  finishedAt!: string;
}

/** A run with everything that its journal holds. */
export class RunDetailDto extends RunResultDto {
  /** Slug of the workspace. */
  workspace!: string;
  /** Name of the tool. */
  toolName!: string;
  @ApiProperty({ type: 'object', additionalProperties: true })
  inputs!: unknown;
  /** Steps in the order in which they ended. */
  steps!: RunStepDto[];
  /** Where this run is found in the traces; null when it was not traced. */
  @ApiProperty({ type: String, nullable: true })
  traceId!: string | null;
}

export class RunListItemDto extends RunResultDto {
  /** Name of the tool. */
  toolName!: string;
}

export class RunPageDto {
  /** Newest first; inputs, output and steps are in the single run only. */
  items!: RunListItemDto[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}

export class ListRunsQueryDto extends PageQueryDto {
  /** Slug of a tool. */
  @IsOptional()
  @Matches(/^[a-z0-9-]{1,80}$/, { message: 'tool must be the slug of a tool' })
  tool?: string;

  @IsOptional()
  @IsIn(RUN_STATUSES)
  @ApiProperty({ enum: RUN_STATUSES, required: false })
  status?: RunStatus;

  @IsOptional()
  @IsIn(RUN_TRIGGERS)
  @ApiProperty({ enum: RUN_TRIGGERS, required: false })
  trigger?: RunTrigger;

  /** Only runs made at or after this time (ISO 8601). */
  @IsOptional()
  @Type(() => Date)
  @IsDate({ message: 'from must be a time in ISO 8601, such as 2026-11-21T09:00:00Z' })
  from?: Date;

  /** Only runs made before this time (ISO 8601). */
  @IsOptional()
  @Type(() => Date)
  @IsDate({ message: 'to must be a time in ISO 8601, such as 2026-11-21T09:00:00Z' })
  to?: Date;
}

export const toRunResultDto = (row: RunRow): RunResultDto => ({
  id: row.id,
  status: row.status,
  tool: row.toolSlug,
  version: row.versionNumber,
  trigger: row.trigger,
  output: row.output,
  error: row.error,
  usage: row.usage,
  createdAt: row.createdAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

export const toRunListItemDto = (row: RunRow): RunListItemDto => ({
  ...toRunResultDto(row),
  toolName: row.toolName,
});

export const toRunStepDto = (step: StepRecord): RunStepDto => ({
  path: step.path,
  kind: step.kind,
  status: step.status,
  attempt: step.attempt,
  input: step.input,
  output: step.output,
  error: step.error,
  usage: step.usage,
  startedAt: step.startedAt.toISOString(),
  finishedAt: step.finishedAt.toISOString(),
});

export const toRunDetailDto = (row: RunRow, steps: readonly StepRecord[]): RunDetailDto => ({
  ...toRunResultDto(row),
  workspace: row.workspaceSlug,
  toolName: row.toolName,
  inputs: row.inputs,
  steps: steps.map(toRunStepDto),
  traceId: tracedAs(row.traceparent),
});

/** Only a trace that was recorded can be looked up. */
function tracedAs(traceparent: string | null | undefined): string | null {
  const trace = parseTraceparent(traceparent);
  return trace?.isSampled ? trace.traceId : null;
}
