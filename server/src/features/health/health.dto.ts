import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';

export class PartHealthDto {
  status!: 'up' | 'down';
  /** True when the process is not ready without this part; else it is degraded. */
  required!: boolean;
  /** Time the check took, in milliseconds; a check is limited to two seconds. */
  latencyMs!: number;
  /** Which implementation is in use, where there are several. */
  kind?: string;
  /** What the status means, for people. */
  detail?: string;
  /** Of "workers": the commits of the live processes that take jobs, each once. */
  commits?: string[];
}

export class LiveDto {
  status!: 'ok';
}

@ApiExtraModels(PartHealthDto)
export class HealthDto {
  /** "degraded": requests are served, but a part that can be done without is away. */
  status!: 'ok' | 'degraded' | 'down';
  /** True once the process was asked to stop and takes no new work. */
  draining!: boolean;
  version!: string;
  commit!: string;
  /** What this process does: `all`, `api` or `worker`. */
  role!: string;
  uptimeSeconds!: number;
  /** By name: database, migrations, cache, queue, workers, bus, builtInAi, and others that come. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(PartHealthDto) },
  })
  parts!: Record<string, PartHealthDto>;
}
