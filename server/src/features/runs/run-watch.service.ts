import { Injectable } from '@nestjs/common';
import { Database } from '../../core/db/database.js';
import { Metrics } from '../../core/metrics/metrics.js';
import type { RunEvent } from '../../engine/types.js';
import type { EventStream } from './event-stream.js';
import { RunExecutor } from './run-executor.js';
import { isFinished } from './run-state.js';
import { toRunStepDto } from './run.dto.js';
import { findSteps } from './runs.queries.js';
import { RunsService } from './runs.service.js';

const POLL_MS = 500;

/**
 * Shows a run to somebody who watches: `run` first, then what happens, `run.finished` at the end. A
 * run that another process carries out is followed through its journal, without the tokens.
 */
@Injectable()
export class RunWatchService {
  private watching = 0;

  constructor(
    private readonly db: Database,
    private readonly runs: RunsService,
    private readonly executor: RunExecutor,
    metrics: Metrics,
  ) {
    metrics.gauge(
      'apm_sse_connections',
      'Streams of events that somebody watches',
      () => this.watching,
    );
  }

  /** Streams until the run has ended or the reader leaves; leaving does not stop the run. */
  async watch(
    run: { id: string; workspaceId: string },
    stream: EventStream,
    lastEventId?: string,
  ): Promise<void> {
    this.watching += 1;
    stream.onClose(() => (this.watching -= 1));
    stream.send('run', await this.runs.result(run));
    /** Paths that were told, so that the switch between the two ways repeats nothing. */
    const told = new Set<string>();
    while (!stream.isClosed) {
      const active = this.executor.find(run.id);
      if (active) {
        await this.followLive(run, stream, told, lastEventId);
        lastEventId = undefined;
      }
      if (await this.tellJournal(run, stream, told)) break;
      // The reader comes back with Last-Event-ID, to a process that stays.
      if (this.executor.isStopping && !this.executor.find(run.id)) break;
      if (!active) await this.runs.untilEnded(run, POLL_MS);
    }
    stream.end();
  }

  /** Passes on what happens here until the run ends or leaves this process. */
  private async followLive(
    run: { id: string; workspaceId: string },
    stream: EventStream,
    told: Set<string>,
    lastEventId: string | undefined,
  ): Promise<void> {
    const active = this.executor.find(run.id);
    if (!active) return;
    for (const { event } of active.events.upTo(lastEventId)) {
      if (event.type === 'step.finished') told.add(event.step.path);
    }
    await new Promise<void>((resolve) => {
      const unwatch = active.events.watch(
        lastEventId,
        ({ id, event }) => {
          if (event.type === 'step.finished') {
            if (told.has(event.step.path)) return;
            told.add(event.step.path);
          }
          stream.send(event.type, toData(event), id);
        },
        resolve,
      );
      stream.onClose(() => {
        unwatch();
        resolve();
      });
    });
    // The end is told once it is durable.
    if (!stream.isClosed) await active.done;
  }

  /** Tells the steps of the journal that were not told yet; true when the run has ended. */
  private async tellJournal(
    run: { id: string; workspaceId: string },
    stream: EventStream,
    told: Set<string>,
  ): Promise<boolean> {
    // The state is read first: an end that comes in between is then found at the next look.
    const result = await this.runs.result(run);
    for (const step of await findSteps(this.db, run.workspaceId, run.id)) {
      if (told.has(step.path)) continue;
      told.add(step.path);
      stream.send('step.finished', { step: toRunStepDto(step) });
      await stream.drained();
    }
    if (!isFinished(result.status)) return false;
    stream.send('run.finished', result);
    return true;
  }
}

function toData(event: RunEvent): unknown {
  if (event.type === 'step.finished') return { step: toRunStepDto(event.step) };
  const { type: _, ...data } = event;
  return data;
}
