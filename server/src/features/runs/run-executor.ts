import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Bus } from '../../core/bus/bus.js';
import { AppConfig } from '../../core/config/config.js';
import { Database } from '../../core/db/database.js';
import { Egress } from '../../core/egress/egress.js';
import { Jobs } from '../../core/jobs/jobs.js';
import { Shutdown } from '../../core/lifecycle/shutdown.js';
import { DEAD_AFTER_SECONDS, Processes } from '../../core/processes/processes.js';
import { executeRun } from '../../engine/execute.js';
import type { Plan } from '../../engine/plan.js';
import type { RunOutcome, StepRecord, StepServices } from '../../engine/types.js';
import { BuiltinAiService } from '../builtin-ai/builtin-ai.service.js';
import { ModelsService } from '../providers/models.service.js';
import { ToolsService } from '../tools/tools.service.js';
import { ActiveRun, type RunEnd, type RunFacts } from './active-run.js';
import { Journal, LostOwnership, type Hold, type NewRun } from './journal/journal.js';
import { RunMetrics, type FaultOfOurs } from './run-metrics.js';
import { RunTracing } from './run-tracing.js';
import { ShuttingDown } from './runs.errors.js';
import { claimRun, findSteps, handBack, type ClaimedRun } from './runs.queries.js';

declare module '../../core/jobs/jobs.js' {
  interface JobPayloads {
    /** Carry out a run that is queued, or whose process died. */
    run: { runId: string };
  }
}

/** A run that was taken over this often is what kills its processes. */
const MAX_TAKEOVERS = 5;

/** Of jobs: what has begun goes before what waits to begin. */
export const BEGUN_PRIORITY = -1;

/** Carries out runs in this process, and lets go of them when it stops. */
@Injectable()
export class RunExecutor implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(RunExecutor.name);
  private readonly active = new Map<string, ActiveRun>();
  /** Runs that are being claimed: ours in the database a moment before they are active here. */
  private readonly claiming = new Set<string>();
  /** Callers that are being answered: this process stays for them while it may. */
  private readonly calls = new Set<Promise<unknown>>();
  private closed = false;
  private readonly services: StepServices;

  constructor(
    private readonly config: AppConfig,
    private readonly db: Database,
    private readonly bus: Bus,
    private readonly jobs: Jobs,
    private readonly processes: Processes,
    private readonly shutdown: Shutdown,
    private readonly journal: Journal,
    private readonly tools: ToolsService,
    private readonly metrics: RunMetrics,
    private readonly tracing: RunTracing,
    builtin: BuiltinAiService,
    models: ModelsService,
    http: Egress,
  ) {
    this.services = { builtin, models, http };
    metrics.watchActive(() => this.active.size, config.env.RUN_CONCURRENCY);
  }

  onModuleInit(): void {
    this.jobs.handle('run', ({ runId }) => this.resume(runId));
    this.bus.on('run.cancelled', (runId) => this.active.get(runId)?.stop('cancelled'));
    this.processes.onLost(() => this.active.forEach((run) => run.stop('lost')));
  }

  /** True when this process takes no further run now; it is then queued. */
  get isFull(): boolean {
    return this.active.size >= this.config.env.RUN_CONCURRENCY;
  }

  /** Owner of the runs that are held here. */
  get processId(): string {
    return this.processes.id;
  }

  get isStopping(): boolean {
    return this.shutdown.isStopping;
  }

  /** True when the time to finish is over: what begins now is handed back at once. */
  get isClosed(): boolean {
    return this.closed;
  }

  /** Has a process that stops wait for a call that starts a run, or waits for one. */
  stayFor<T>(call: Promise<T>): Promise<T> {
    this.calls.add(call);
    return call.finally(() => this.calls.delete(call));
  }

  /** The run, when it is carried out here. */
  find(runId: string): ActiveRun | undefined {
    return this.active.get(runId);
  }

  /** True for a run that this process carries out, or is about to. */
  isHere(runId: string): boolean {
    return this.active.has(runId) || this.claiming.has(runId);
  }

  /** The runs that this process carries out. */
  activeRuns(): ActiveRun[] {
    return [...this.active.values()];
  }

  /** Begins a run that is written in one commit at its end: nothing of it has an effect or a cost. */
  startInMemory(run: NewRun, plan: Plan): ActiveRun {
    return this.begin(new ActiveRun(run, this.journal, null, [], run), plan);
  }

  /** Accepts a run durably and begins it here. */
  async startAccepted(run: NewRun, plan: Plan): Promise<ActiveRun> {
    const hold = await this.journal.accept(run, this.processes.id);
    return this.startHeld(run, hold, plan);
  }

  /** Begins a run that is already in the database and held by this process. */
  startHeld(
    run: RunFacts,
    hold: Hold,
    plan: Plan,
    journalled: readonly StepRecord[] = [],
  ): ActiveRun {
    return this.begin(new ActiveRun(run, this.journal, hold, journalled, null), plan);
  }

  /** Lets what is under way finish within the limit; what is left goes to another process at once. */
  async onModuleDestroy(): Promise<void> {
    this.shutdown.begin();
    // Before anything is handed back: this process must not take it again.
    this.jobs.stopTaking();
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.config.env.SHUTDOWN_SECONDS * 1000);
    });
    await Promise.race([this.drained(), limit]);
    clearTimeout(timer);
    this.closed = true;
    this.active.forEach((run) => run.stop('shutdown'));
    await this.drained();
  }

  private async drained(): Promise<void> {
    while (this.active.size + this.calls.size > 0) {
      const runs = [...this.active.values()].map((run) => run.done);
      await Promise.allSettled([...runs, ...this.calls]);
    }
  }

  /** Job: claims a run and carries it on from its journal. */
  private async resume(runId: string): Promise<void> {
    // The job is tried again, by then by another process.
    if (this.shutdown.isStopping) throw new ShuttingDown();
    this.claiming.add(runId);
    const run = await this.claim(runId).finally(() => this.claiming.delete(runId));
    if (!run) return;
    await run.done;
    await this.bus.publish('run.changed', runId);
  }

  private async claim(runId: string): Promise<ActiveRun | null> {
    const claimed = await claimRun(this.db, runId, this.processes.id, DEAD_AFTER_SECONDS);
    if (!claimed) return null;
    if (claimed.takeovers > MAX_TAKEOVERS) {
      await this.fail(
        claimed,
        'run-poisoned',
        `The run was given up: its process died ${MAX_TAKEOVERS} times.`,
      );
      return null;
    }
    let version;
    try {
      version = await this.tools.getVersionById(claimed.workspaceId, claimed.versionId);
    } catch (error) {
      const { workspaceId } = claimed;
      this.logger.error(
        { err: error, runId, workspaceId },
        'The version of a run cannot be loaded',
      );
      await this.fail(
        claimed,
        'version-unusable',
        'The version that this run began with cannot be used any more.',
      );
      return null;
    }
    const journalled = await findSteps(this.db, claimed.workspaceId, runId);
    this.metrics.runClaimed(claimed.createdAt, claimed.fence);
    const hold = { runId, fence: claimed.fence };
    return this.startHeld(claimed, hold, version.plan, journalled);
  }

  /** Ends a run of which no step can be carried out here. */
  private async fail(run: ClaimedRun, code: FaultOfOurs, message: string): Promise<void> {
    const outcome = { status: 'failed', error: { code, message } } as const;
    await this.journal.recordOutcome({ runId: run.id, fence: run.fence }, [], outcome, null);
    this.tellEnd(run, outcome, 0);
    await this.bus.publish('run.changed', run.id);
  }

  private begin(run: ActiveRun, plan: Plan): ActiveRun {
    // Its own earlier holder, when this process was thought dead and took its run over itself.
    this.active.get(run.run.id)?.stop('lost');
    this.active.set(run.run.id, run);
    if (this.closed) run.stop('shutdown');
    const started = performance.now();
    const span = this.tracing.begin(run.run, run.currentHold?.fence ?? null);
    const ending = this.tracing.within(span, () => this.carryOut(run, plan));
    run.done = ending.then((end) => {
      if (this.active.get(run.run.id) === run) this.active.delete(run.run.id);
      run.events.end();
      this.tracing.end(span, end);
      if (end.kind === 'ended') this.tellEnd(run.run, end.outcome, performance.now() - started);
      return end;
    });
    return run;
  }

  private tellEnd(
    { id: runId, workspaceId }: RunFacts,
    outcome: RunOutcome,
    milliseconds: number,
  ): void {
    this.metrics.runEnded(outcome, milliseconds);
    if (outcome.status !== 'failed') return;
    const { code, path } = outcome.error;
    this.logger.log({ runId, workspaceId, code, path }, 'A run failed');
  }

  /** Never rejects: a fault here must not end the process with everything else that it does. */
  private async carryOut(run: ActiveRun, plan: Plan): Promise<RunEnd> {
    const remainingMs = run.run.deadlineAt.getTime() - Date.now();
    const timer = setTimeout(
      () => run.stop('deadline'),
      Math.min(Math.max(remainingMs, 0), 2 ** 31 - 1),
    );
    try {
      const outcome = await executeRun(
        plan,
        run.run,
        run.steps,
        {
          services: this.services,
          emit: (event) => {
            this.metrics.event(event);
            run.events.emit(event);
          },
          around: this.tracing.around,
          record: (step, { durable }) => run.record(step, durable),
          reportBug: (error) =>
            this.logger.error(
              { err: error, runId: run.run.id, workspaceId: run.run.workspaceId },
              'A step failed by a fault of ours',
            ),
        },
        run.signal,
      ).catch((error: unknown) => {
        if (run.reason === null || error instanceof LostOwnership) throw error;
        return { status: 'cancelled' } as const;
      });
      return await this.settle(run, outcome);
    } catch (error) {
      if (error instanceof LostOwnership) return { kind: 'elsewhere' };
      // The sweep finds a run that is ours but not active, and has it carried on.
      const { id: runId, workspaceId } = run.run;
      this.logger.error({ err: error, runId, workspaceId }, 'A run could not be carried on');
      return { kind: 'elsewhere' };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Writes the end that follows from how the steps ended and why they were stopped. */
  private async settle(run: ActiveRun, outcome: RunOutcome): Promise<RunEnd> {
    switch (run.reason) {
      case null:
        return run.finish(outcome);
      case 'deadline':
        return run.finish({
          status: 'failed',
          error: { code: 'run-timeout', message: 'The run took longer than a run may take.' },
        });
      case 'cancelled': // its end is in the database, set by who cancelled it
        return { kind: 'elsewhere' };
      case 'lost': // or not, when no other process has taken it meanwhile
      case 'shutdown':
        // In memory only means that nobody was told of it.
        if (run.currentHold) await this.handBack(run.currentHold, run.reason === 'lost');
        return { kind: 'elsewhere' };
    }
  }

  /**
   * Puts a held run back into the queue, in one transaction with its job. With `counts` only a few
   * times: a run that no process can carry out must not be tried for ever.
   */
  async handBack(hold: Hold, counts: boolean): Promise<void> {
    await this.db.transaction(async (client) => {
      if (!(await handBack(client, hold, counts))) return;
      const options = { key: `run:${hold.runId}`, priority: BEGUN_PRIORITY };
      await this.jobs.add('run', { runId: hold.runId }, options, client);
    });
  }
}
