import type { JsonValue, RunOutcome, StepRecord, Usage } from '../../engine/types.js';
import type { Hold, Journal, NewRun } from './journal/journal.js';
import { LiveEvents } from './live-events.js';

/** Why a run is stopped before its steps are done. */
export type StopReason = 'cancelled' | 'deadline' | 'lost' | 'shutdown';

/** How it went: an end that is in the database, or `elsewhere` when it is no longer ours to tell. */
export type RunEnd =
  | { kind: 'ended'; outcome: RunOutcome; usage: Usage | null; finishedAt: Date }
  | { kind: 'elsewhere' };

/** The run as far as carrying it out is concerned. */
export interface RunFacts {
  id: string;
  workspaceId: string;
  inputs: JsonValue;
  createdAt: Date;
  deadlineAt: Date;
  traceparent: string | null;
}

/** A run that this process carries out now. */
export class ActiveRun {
  readonly events: LiveEvents;
  /** Settles when the end is durable. Never rejects. */
  done!: Promise<RunEnd>;
  /** Everything that has ended so far, the rows of an earlier process included. */
  readonly steps: StepRecord[];
  private readonly abort = new AbortController();
  /** Rows that wait for the next commit of this run. */
  private unwritten: StepRecord[] = [];
  private stopReason: StopReason | null = null;
  /** The write that makes a run of the memory known to the database: its acceptance or its end. */
  private persisting: Promise<void> | null = null;

  constructor(
    readonly run: RunFacts,
    private readonly journal: Journal,
    /** `null` while the run is in memory only: nobody was told of it yet. */
    private hold: Hold | null,
    journalled: readonly StepRecord[],
    /** Needed to write a run that is in memory only. */
    private readonly toInsert: NewRun | null,
  ) {
    this.events = new LiveEvents(hold?.fence ?? 1);
    this.steps = [...journalled];
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  get reason(): StopReason | null {
    return this.stopReason;
  }

  get currentHold(): Hold | null {
    return this.hold;
  }

  /** Stops what is in flight. The first reason counts. */
  stop(reason: StopReason): void {
    this.stopReason ??= reason;
    this.abort.abort(new Error(`The run was stopped: ${reason}`));
  }

  /** A step has ended; see `RunHost.record`. */
  async record(step: StepRecord, durable: boolean): Promise<void> {
    this.steps.push(step);
    this.unwritten.push(step);
    if (!durable || !this.hold) return;
    await this.journal.recordSteps(this.hold, this.takeUnwritten());
  }

  /** Makes a run that is in memory only known to the database, because its caller stops waiting. */
  persist(owner: string): Promise<void> {
    const { toInsert } = this;
    if (this.hold || !toInsert) return Promise.resolve();
    this.persisting ??= this.journal.accept(toInsert, owner).then((hold) => {
      this.hold = hold;
    });
    return this.persisting;
  }

  /** Writes the end of the run; durable when this resolves. */
  async finish(outcome: RunOutcome): Promise<RunEnd> {
    if (this.persisting) await this.persisting;
    const usage = sumUsage(this.steps);
    if (this.hold)
      await this.journal.recordOutcome(this.hold, this.takeUnwritten(), outcome, usage);
    else if (this.toInsert) {
      // Kept, so that a caller who stops waiting now does not accept a run that has ended.
      this.persisting = this.journal.insertFinished(
        this.toInsert,
        this.takeUnwritten(),
        outcome,
        usage,
      );
      await this.persisting;
    }
    return { kind: 'ended', outcome, usage, finishedAt: new Date() };
  }

  private takeUnwritten(): StepRecord[] {
    const rows = this.unwritten;
    this.unwritten = [];
    return rows;
  }
}

/** What all steps used together; `null` when none used anything. A missing price makes no zero. */
export function sumUsage(steps: readonly StepRecord[]): Usage | null {
  const used = steps.flatMap((step) => (step.usage ? [step.usage] : []));
  if (used.length === 0) return null;
  const costs = used.map((usage) => usage.cost ?? null);
  return {
    inputTokens: used.reduce((sum, usage) => sum + (usage.inputTokens ?? 0), 0),
    outputTokens: used.reduce((sum, usage) => sum + (usage.outputTokens ?? 0), 0),
    cost: costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
  };
}
