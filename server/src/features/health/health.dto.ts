export class PartHealthDto {
  status!: 'up' | 'down';
  /** Time the check took, in milliseconds. */
  latencyMs!: number;
  /** Which implementation is in use, where there are several. */
  kind?: string;
}

export class HealthPartsDto {
  database!: PartHealthDto;
  /** Down when the schema is older than the program. */
  migrations!: PartHealthDto;
  cache!: PartHealthDto;
}

export class LiveDto {
  status!: 'ok';
}

export class HealthDto {
  /** "degraded": everything works, slower, because a part that can be done without is away. */
  status!: 'ok' | 'degraded' | 'down';
  /** True once the process was asked to stop and takes no new work. */
  draining!: boolean;
  version!: string;
  commit!: string;
  uptimeSeconds!: number;
  parts!: HealthPartsDto;
}
