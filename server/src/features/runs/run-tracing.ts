import { Injectable } from '@nestjs/common';
import { Tracing, type Span } from '../../core/tracing/tracing.js';
import { StepError } from '../../engine/types.js';
import type { RunHost } from '../../engine/execute.js';
import type { RunEnd } from './active-run.js';
import type { NewRun } from './journal/journal.js';

/** What a run's span is about, as far as it is known wherever a run is begun. */
export interface TracedRun {
  id: string;
  workspaceId: string;
  /** The span that the run belongs below, stored with it: it is followed over queue and processes. */
  traceparent: string | null;
}

/**
 * The spans of runs: a run below the request that started it, one span for each attempt of a step
 * below the run. A run that another process takes over gets a second span in the same trace.
 */
@Injectable()
export class RunTracing {
  /** Set while traces are on: makes a span of each attempt, during which it is the current one. */
  readonly around: RunHost['around'];

  constructor(private readonly tracing: Tracing) {
    if (tracing.isOn) this.around = (attempt, work) => this.attempt(attempt, work);
  }

  /** What a new run is to be stored with; `null` while nothing is traced. */
  traceparentOf(run: Omit<NewRun, 'traceparent'>): string | null {
    if (!this.tracing.isOn) return null;
    const current = this.tracing.current();
    if (current) return current.traceparent;
    // Started by no request: the trace begins with the moment that it was accepted.
    const span = this.tracing.start('accept run', {
      kind: 'producer',
      parent: null,
      attributes: { 'apm.run.id': run.id, 'apm.workspace.id': run.workspaceId },
    });
    span?.end();
    return span?.traceparent ?? null;
  }

  /** @param fence which holder of the run this process is; `null` for a run in memory */
  begin(run: TracedRun, fence: number | null): Span | null {
    if (!this.tracing.isOn) return null;
    return this.tracing.start('run', {
      parent: run.traceparent,
      kind: this.tracing.current() ? 'internal' : 'consumer',
      attributes: {
        'apm.run.id': run.id,
        'apm.workspace.id': run.workspaceId,
        'apm.run.fence': fence ?? undefined,
      },
    });
  }

  within<T>(span: Span | null, work: () => T): T {
    return this.tracing.within(span, work);
  }

  end(span: Span | null, end: RunEnd): void {
    if (!span) return;
    const status = end.kind === 'ended' ? end.outcome.status : 'elsewhere';
    span.set({ 'apm.run.status': status });
    if (end.kind === 'ended' && end.outcome.status === 'failed') span.fail(end.outcome.error.code);
    span.end();
  }

  private async attempt<T>(
    attempt: { path: string; kind: string; attempt: number },
    work: () => Promise<T>,
  ): Promise<T> {
    const span = this.tracing.start(`step ${attempt.kind}`, {
      attributes: {
        'apm.step.path': attempt.path,
        'apm.step.kind': attempt.kind,
        'apm.step.attempt': attempt.attempt,
      },
    });
    try {
      return await this.tracing.within(span, work);
    } catch (error) {
      span?.fail(error instanceof StepError ? error.code : 'aborted');
      throw error;
    } finally {
      span?.end();
    }
  }
}
