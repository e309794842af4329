import { Global, Injectable, Module } from '@nestjs/common';
import { Metrics } from '../metrics/metrics.js';
import { Recent } from '../recent.js';

/** What a check found. */
export interface PartState {
  /** `up` when this is not given. */
  status?: 'up' | 'down';
  /** Which implementation is in use, where there are several. */
  kind?: string;
  /** What the status means, for people; no address and nothing of an error that came from outside. */
  detail?: string;
  /** Of a part that consists of processes: the commits that they are of, each once. */
  commits?: string[];
}

export interface HealthPart {
  /** True when nothing can be served without it: the process is then not ready. */
  required: boolean;
  /** Looks at the part. What it throws means `down`; a second look never begins before it has ended. */
  check(): PartState | void | Promise<PartState | void>;
}

export interface PartHealth extends PartState {
  status: 'up' | 'down';
  required: boolean;
  /** Time the check took, in milliseconds. */
  latencyMs: number;
}

const LIMIT_MS = 2_000;
/** Many probes at once cost one look. */
const MAX_AGE_MS = 1_000;

/** The parts that health tells of. Whoever owns a part adds it while modules are being set up. */
@Injectable()
export class HealthParts {
  private readonly parts = new Map<string, { required: boolean; state: Recent<PartHealth> }>();

  constructor(metrics: Metrics) {
    metrics.gauges(
      'apm_health_part_up',
      'Whether a part of health is up (1) or down (0), as /health tells it',
      ['part'],
      async (set) => {
        for (const [part, { status }] of Object.entries(await this.look())) {
          set({ part }, Number(status === 'up'));
        }
      },
    );
  }

  add(name: string, part: HealthPart): void {
    const options = { maxAgeMs: MAX_AGE_MS, limitMs: LIMIT_MS };
    this.parts.set(name, {
      required: part.required,
      state: new Recent(() => look(part), options),
    });
  }

  /** All parts, side by side; takes no longer than the limit of one. */
  async look(): Promise<Record<string, PartHealth>> {
    const looks = [...this.parts].map(async ([name, { required, state }]) => {
      const began = performance.now();
      const health = await state.get();
      return [
        name,
        health ?? {
          status: 'down',
          required,
          latencyMs: since(began),
          detail: 'It does not answer in time.',
        },
      ] as const;
    });
    return Object.fromEntries(await Promise.all(looks));
  }
}

async function look({ required, check }: HealthPart): Promise<PartHealth> {
  const began = performance.now();
  try {
    const state = await check();
    return { status: 'up', required, ...state, latencyMs: since(began) };
  } catch {
    return { status: 'down', required, latencyMs: since(began) };
  }
}

const since = (began: number): number => Math.round((performance.now() - began) * 10) / 10;

@Global()
@Module({ providers: [HealthParts], exports: [HealthParts] })
export class HealthPartsModule {}
