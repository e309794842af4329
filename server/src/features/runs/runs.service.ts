import { Injectable } from '@nestjs/common';
import { Memberships } from '../../core/auth/ports.js';
import { roleAllows, type Member, type Principal } from '../../core/auth/principal.js';
import { Bus } from '../../core/bus/bus.js';
import { AppConfig } from '../../core/config/config.js';
import { Database } from '../../core/db/database.js';
import { NotFound } from '../../core/errors/domain-error.js';
import { newId } from '../../core/ids.js';
import { Jobs } from '../../core/jobs/jobs.js';
import { idOfCursor, toPage } from '../../core/pagination.js';
import type { JsonValue } from '../../engine/types.js';
import type { RunnableVersion } from '../tools/runnable-version.types.js';
import type { ActiveRun, RunEnd } from './active-run.js';
import { claimIdempotencyKey } from './idempotency.js';
import type { NewRun } from './journal/journal.js';
import { RunExecutor } from './run-executor.js';
import { RunMetrics } from './run-metrics.js';
import { isFinished, type RunTrigger } from './run-state.js';
import {
  toRunDetailDto,
  toRunListItemDto,
  toRunResultDto,
  type ListRunsQueryDto,
  type RunDetailDto,
  type RunPageDto,
  type RunResultDto,
} from './run.dto.js';
import { RunTracing } from './run-tracing.js';
import { InputsInvalid, RunFinished, RunNotRecorded, ShuttingDown } from './runs.errors.js';
import {
  cancelRun,
  findRun,
  findRunPlace,
  findStatus,
  findSteps,
  insertRun,
  listRuns,
} from './runs.queries.js';

export interface StartOptions {
  /** `here`: somebody waits or watches; `queue`: any process, at its time. */
  place: 'here' | 'queue';
  /** True when the run must be known to the database before its end: it is watched or named. */
  durableStart: boolean;
  idempotencyKey: string | undefined;
}

/** A run that was accepted. */
export interface StartedRun {
  id: string;
  workspaceId: string;
  /** Present when this process carries it out. */
  active: ActiveRun | null;
  /** True when an earlier request with the same Idempotency-Key had started it. */
  replayed: boolean;
  facts: Pick<RunResultDto, 'tool' | 'version' | 'trigger' | 'createdAt'>;
}

/** Without a message, a run that another process ended is found this late. */
const POLL_MS = 1_000;

@Injectable()
export class RunsService {
  constructor(
    private readonly config: AppConfig,
    private readonly db: Database,
    private readonly bus: Bus,
    private readonly jobs: Jobs,
    private readonly memberships: Memberships,
    private readonly executor: RunExecutor,
    private readonly metrics: RunMetrics,
    private readonly tracing: RunTracing,
  ) {}

  /**
   * Accepts a run: carried out here when somebody waits for it and there is room, queued otherwise.
   * @throws InputsInvalid, ShuttingDown, IdempotencyKeyReused; NotFound when the key may not use the tool
   */
  async start(
    member: Member,
    version: RunnableVersion,
    trigger: RunTrigger,
    given: JsonValue,
    options: StartOptions,
  ): Promise<StartedRun> {
    const { principal } = member;
    assertToolAllowed(principal, version.toolId);
    if (this.executor.isClosed) throw new ShuttingDown();
    const { inputs, faults } = version.plan.checkInputs(given);
    if (faults.length > 0) {
      throw new InputsInvalid(
        faults.map(({ pointer, detail }) => ({
          pointer: pointer.replace(/^#/, '#/inputs'),
          detail,
        })),
      );
    }
    const createdAt = new Date();
    const facts = {
      tool: version.toolSlug,
      version: version.versionNumber,
      trigger,
      createdAt: createdAt.toISOString(),
    };
    const accepted = {
      id: newId(createdAt.getTime()),
      workspaceId: member.workspaceId,
      toolId: version.toolId,
      versionId: version.versionId,
      trigger,
      userId: principal.kind === 'user' ? principal.userId : null,
      apiKeyId: principal.kind === 'api-key' ? principal.keyId : null,
      inputs,
      deadlineAt: new Date(createdAt.getTime() + this.config.env.RUN_MAX_SECONDS * 1000),
      createdAt,
    };
    const run: NewRun = { ...accepted, traceparent: this.tracing.traceparentOf(accepted) };
    const started = (active: ActiveRun | null): StartedRun => ({
      id: run.id,
      workspaceId: run.workspaceId,
      active,
      replayed: false,
      facts,
    });
    const queued = options.place === 'queue' || this.executor.isFull;
    if (queued || options.idempotencyKey !== undefined) {
      const earlier = await this.acceptInTransaction(run, queued, options.idempotencyKey);
      if (earlier !== null) return { ...started(null), id: earlier, replayed: true };
      this.metrics.runAccepted(trigger);
      return started(
        queued ? null : this.executor.startHeld(run, { runId: run.id, fence: 1 }, version.plan),
      );
    }
    this.metrics.runAccepted(trigger);
    if (version.plan.pure && !options.durableStart) {
      return started(this.executor.startInMemory(run, version.plan));
    }
    return started(await this.executor.startAccepted(run, version.plan));
  }

  /**
   * Waits for the end of a run; when it takes longer than `ms`, gives the run as it is by then.
   * @throws ShuttingDown, RunNotRecorded when the run was in memory only and cannot be told
   */
  async waitForEnd(started: StartedRun, ms: number): Promise<RunResultDto> {
    if (started.active) {
      const end = await within(started.active.done, ms);
      if (end?.kind === 'ended') return toResult(started, end);
      if (end === null) {
        await started.active.persist(this.executor.processId);
        return this.result(started);
      }
      if (!started.active.currentHold) {
        throw this.executor.isStopping ? new ShuttingDown() : new RunNotRecorded();
      }
    }
    await this.untilEnded(started, ms);
    return this.result(started);
  }

  /** The run as the database knows it. */
  async result(run: { id: string; workspaceId: string }): Promise<RunResultDto> {
    const row = await findRun(this.db, run.workspaceId, run.id);
    if (!row) throw new NotFound('run');
    return toRunResultDto(row);
  }

  /** @throws NotFound */
  async get(principal: Principal, runId: string): Promise<RunDetailDto> {
    const { workspaceId } = await this.locate(principal, runId);
    const row = await findRun(this.db, workspaceId, runId);
    if (!row) throw new NotFound('run');
    return toRunDetailDto(row, await findSteps(this.db, workspaceId, runId));
  }

  /** Newest first. A runner sees the runs that it started itself. */
  async list(member: Member, query: ListRunsQueryDto): Promise<RunPageDto> {
    const { principal } = member;
    const rows = await listRuns(
      this.db,
      member.workspaceId,
      {
        toolSlug: query.tool,
        status: query.status,
        trigger: query.trigger,
        from: query.from,
        to: query.to,
        beforeId: idOfCursor(query.cursor),
        userId: seesOwnRunsOnly(member) && principal.kind === 'user' ? principal.userId : undefined,
        toolIds: principal.kind === 'api-key' ? (principal.toolIds ?? undefined) : undefined,
      },
      query.limit + 1,
    );
    return toPage(rows, query.limit, toRunListItemDto);
  }

  /**
   * Ends a run, also in the middle of a step. Cancelling it again changes nothing.
   * @throws NotFound; RunFinished when it had ended otherwise
   */
  async cancel(principal: Principal, runId: string): Promise<RunResultDto> {
    const { workspaceId } = await this.locate(principal, runId);
    const cancelled = await this.db.transaction(async (client) => {
      if (!(await cancelRun(client, workspaceId, runId))) return false;
      await this.bus.publish('run.cancelled', runId, client);
      await this.bus.publish('run.changed', runId, client);
      return true;
    });
    // At once where it is likely to run; the message reaches every other process.
    if (cancelled) this.executor.find(runId)?.stop('cancelled');
    const result = await this.result({ id: runId, workspaceId });
    if (!cancelled && result.status !== 'cancelled') throw new RunFinished(result.status);
    return result;
  }

  /**
   * The caller's place in the workspace of a run.
   * @throws NotFound also when the run exists but is not the caller's to see
   */
  async locate(principal: Principal, runId: string): Promise<Member> {
    const place = await findRunPlace(this.db, runId);
    const member = place && (await this.memberships.findById(principal, place.workspaceId));
    if (!place || !member) throw new NotFound('run');
    if (
      principal.kind === 'api-key' &&
      principal.toolIds &&
      !principal.toolIds.includes(place.toolId)
    ) {
      throw new NotFound('run');
    }
    if (seesOwnRunsOnly(member) && principal.kind === 'user' && place.userId !== principal.userId) {
      throw new NotFound('run');
    }
    return member;
  }

  /** Resolves when the run has ended, wherever it is carried out, or when there is no time left. */
  async untilEnded(run: { id: string; workspaceId: string }, ms: number): Promise<void> {
    const until = Date.now() + ms;
    let changed: () => void = () => undefined;
    const unsubscribe = this.bus.on('run.changed', (id) => {
      if (id === run.id) changed();
    });
    try {
      for (;;) {
        const status = await findStatus(this.db, run.workspaceId, run.id);
        const leftMs = until - Date.now();
        if (status === null || isFinished(status) || leftMs <= 0) return;
        // A process that has to end keeps nobody waiting for what others carry out.
        if (this.executor.isClosed) return;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.min(leftMs, POLL_MS));
          changed = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    } finally {
      unsubscribe();
    }
  }

  /**
   * Takes up a run together with what must become true at the same time: its job when it is queued,
   * its key when it has one. Gives the id of the earlier run when the key was used before.
   */
  private acceptInTransaction(
    run: NewRun,
    queued: boolean,
    key: string | undefined,
  ): Promise<string | null> {
    return this.db.transaction(async (client) => {
      if (key !== undefined) {
        const earlier = await claimIdempotencyKey(client, run, key);
        if (earlier !== null) return earlier;
      }
      await insertRun(client, run, queued ? null : this.executor.processId);
      if (queued) await this.jobs.add('run', { runId: run.id }, { key: `run:${run.id}` }, client);
      return null;
    });
  }
}

const seesOwnRunsOnly = (member: Member): boolean =>
  member.role !== null && !roleAllows(member.role, 'editor');

function assertToolAllowed(principal: Principal, toolId: string): void {
  if (principal.kind === 'api-key' && principal.toolIds && !principal.toolIds.includes(toolId)) {
    throw new NotFound('tool');
  }
}

function toResult(started: StartedRun, end: Extract<RunEnd, { kind: 'ended' }>): RunResultDto {
  const { outcome } = end;
  return {
    id: started.id,
    status: outcome.status,
    ...started.facts,
    output: outcome.status === 'succeeded' ? outcome.output : null,
    error: outcome.status === 'failed' ? outcome.error : null,
    usage: end.usage,
    startedAt: started.facts.createdAt,
    finishedAt: end.finishedAt.toISOString(),
  };
}

/** The value, or null when it takes longer. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}
