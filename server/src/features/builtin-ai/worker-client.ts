import { Worker } from 'node:worker_threads';
import { StepError } from '../../engine/types.js';
import { NO_MODEL } from './model.js';
import type { FromWorker, InputOf, Operation, OutputOf, ToWorker } from './worker/protocol.js';

export interface WorkerClientOptions {
  /** Calls that may wait for their turn; one more is refused as busy. */
  maxQueued: number;
  /** Calls that the thread works on side by side, so that a short one need not wait for a long one. */
  maxRunning: number;
  /** The thread and its 300 MB are given back after this long without work. */
  idleMs: number;
  /** A thread that does not let go of a cancelled call within this time is stopped. */
  cancelGraceMs: number;
  /** Another thread than the built-in AI's own, for tests of this class. */
  entry?: URL;
}

interface Call {
  id: number;
  operation: Operation;
  input: InputOf<Operation>;
  resolve(output: OutputOf<Operation>): void;
  reject(error: unknown): void;
  /** Set when the caller left; the answer is awaited all the same, to know that the thread is free. */
  abandoned: boolean;
  grace?: NodeJS.Timeout;
}

/** Under jest and in the evaluation there is no compiled worker: Node runs the source itself. */
const fromSource = import.meta.url.endsWith('.ts');
const ENTRY = new URL(fromSource ? './worker/entry.ts' : './worker/entry.js', import.meta.url);
const EXEC_ARGV = fromSource
  ? ['--no-warnings', '--import', new URL('./worker/from-source.mjs', import.meta.url).href]
  : [];

/**
 * Runs calls on one worker thread, which is started by the first call, stopped when idle, and replaced
 * when it dies. A call ends exactly once: with its output, with a `StepError`, or with the reason of
 * its signal.
 */
export class WorkerClient {
  private worker: Worker | null = null;
  private readonly queued: Call[] = [];
  private readonly running = new Map<number, Call>();
  private idleTimer: NodeJS.Timeout | undefined;
  private lastId = 0;
  /** How often a thread was started: once, and again after being idle or lost. */
  starts = 0;
  private closed = false;

  constructor(private readonly options: WorkerClientOptions) {}

  /** True while the thread and the model are in memory. */
  get isRunning(): boolean {
    return this.worker !== null;
  }

  /** Calls that wait for their turn. */
  get queuedCount(): number {
    return this.queued.length;
  }

  /** Calls that the thread works on. */
  get runningCount(): number {
    return this.running.size;
  }

  call<Op extends Operation>(
    operation: Op,
    input: InputOf<Op>,
    signal?: AbortSignal,
  ): Promise<OutputOf<Op>> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.closed)
      return Promise.reject(
        new StepError('builtin-stopped', 'The server is shutting down.', { retryable: true }),
      );
    if (this.queued.length >= this.options.maxQueued) {
      return Promise.reject(
        new StepError(
          'builtin-busy',
          `The built-in AI has ${this.queued.length} calls waiting already. Try again in a moment.`,
          { retryable: true, retryAfterMs: 2_000 },
        ),
      );
    }
    return new Promise<OutputOf<Operation>>((resolve, reject) => {
      const leave = (): void => this.abandon(call, signal?.reason);
      const done = (): void => signal?.removeEventListener('abort', leave);
      const call: Call = {
        id: ++this.lastId,
        operation,
        input,
        abandoned: false,
        resolve: (output) => (done(), resolve(output)),
        reject: (error) => (done(), reject(error)),
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.queued.push(call);
      this.pump();
    }) as Promise<OutputOf<Op>>;
  }

  /** Stops the thread; whatever runs or waits fails. */
  async close(): Promise<void> {
    this.closed = true;
    const stopped = new StepError('builtin-stopped', 'The server is shutting down.', {
      retryable: true,
    });
    for (const call of this.queued.splice(0)) call.reject(stopped);
    await this.stop(stopped);
  }

  private pump(): void {
    while (this.queued.length > 0 && this.running.size < this.options.maxRunning) {
      const call = this.queued.shift()!;
      this.running.set(call.id, call);
      this.post({ type: 'run', id: call.id, operation: call.operation, input: call.input });
    }
    clearTimeout(this.idleTimer);
    if (this.running.size > 0) {
      this.worker?.ref();
      return;
    }
    // An idle thread must not keep the process alive.
    this.worker?.unref();
    this.idleTimer = setTimeout(() => void this.stop(null), this.options.idleMs).unref();
  }

  private post(message: ToWorker): void {
    this.worker ??= this.start();
    this.worker.postMessage(message);
  }

  private start(): Worker {
    // The thread gets no environment: it needs no secret.
    const worker = new Worker(this.options.entry ?? ENTRY, {
      env: {},
      execArgv: EXEC_ARGV,
      name: 'builtin-ai',
    });
    this.starts += 1;
    worker.on('message', (message: FromWorker) => this.settle(message));
    worker.on('error', (error) => this.lost(worker, error));
    worker.on('exit', (code) => this.lost(worker, new Error(`exit code ${code}`)));
    return worker;
  }

  private settle(message: FromWorker): void {
    const call = this.running.get(message.id);
    if (!call) return;
    this.running.delete(message.id);
    clearTimeout(call.grace);
    if (message.outcome === 'done') call.resolve(message.output);
    else if (message.outcome === 'no-model')
      call.reject(new StepError('builtin-without-model', NO_MODEL));
    else if (message.outcome === 'fault')
      call.reject(new StepError('builtin-invalid', message.message));
    else if (message.outcome === 'failed') {
      call.reject(
        new StepError('builtin-failed', `The built-in AI could not do this: ${message.message}`),
      );
    }
    this.pump();
  }

  private abandon(call: Call, reason: unknown): void {
    call.reject(reason);
    const place = this.queued.indexOf(call);
    if (place !== -1) this.queued.splice(place, 1);
    if (!this.running.has(call.id) || call.abandoned) return;
    call.abandoned = true;
    this.post({ type: 'cancel', id: call.id });
    call.grace = setTimeout(() => {
      const stuck = new Error('it did not react to a cancel');
      if (this.worker) this.lost(this.worker, stuck);
    }, this.options.cancelGraceMs).unref();
  }

  /** The thread died or hangs: its calls fail, those that wait get a new one. */
  private lost(worker: Worker, cause: Error): void {
    if (this.worker !== worker) return;
    void this.stop(
      new StepError(
        'builtin-crashed',
        'The built-in AI stopped unexpectedly and is started again. Try again.',
        { retryable: true, cause },
      ),
    );
    this.pump();
  }

  private async stop(reason: StepError | null): Promise<void> {
    const worker = this.worker;
    this.worker = null;
    clearTimeout(this.idleTimer);
    for (const call of this.running.values()) {
      clearTimeout(call.grace);
      call.reject(reason);
    }
    this.running.clear();
    await worker?.terminate();
  }
}
