/** One thing to write; it is settled when the write that carried it is committed. */
interface Entry<Op, Result> {
  op: Op;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Adaptive group commit: a write starts at once when none is under way, and whatever arrives during
 * a write goes together into the next one. At low load nothing is delayed; under load one commit
 * carries as many operations as arrived during the one before.
 */
export class GroupCommit<Op, Result> {
  private waiting: Entry<Op, Result>[] = [];
  private writing: Promise<void> | null = null;

  constructor(
    /** Writes all operations in one transaction; a result for each, in their order. */
    private readonly write: (ops: readonly Op[]) => Promise<Result[]>,
    private readonly options: {
      maxBatch?: number;
      /** True for an error that has nothing to do with what was written: trying one by one is no use. */
      isShared?: (error: unknown) => boolean;
    } = {},
  ) {}

  submit(op: Op): Promise<Result> {
    const result = new Promise<Result>((resolve, reject) =>
      this.waiting.push({ op, resolve, reject }),
    );
    this.writing ??= this.drain();
    return result;
  }

  private async drain(): Promise<void> {
    // One turn of the event loop, so that all that became ready in this turn shares the commit.
    await new Promise(setImmediate);
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.options.maxBatch ?? 500);
      await this.writeBatch(batch);
    }
    this.writing = null;
  }

  private async writeBatch(batch: Entry<Op, Result>[]): Promise<void> {
    try {
      const results = await this.write(batch.map((entry) => entry.op));
      batch.forEach((entry, index) => entry.resolve(results[index] as Result));
    } catch (error) {
      if (batch.length === 1 || this.options.isShared?.(error))
        for (const entry of batch) entry.reject(error);
      // One bad operation must not fail its neighbours: each gets a commit of its own.
      else for (const entry of batch) await this.writeBatch([entry]);
    }
  }
}
