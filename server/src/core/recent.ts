/**
 * The answer to a question that many ask at once: asked at most every `maxAgeMs`, by one caller at a
 * time, and waited for no longer than `limitMs`. When there is no answer in time, or an error, it is
 * `null`; a question that hangs is not asked a second time meanwhile.
 */
export class Recent<T> {
  private pending: Promise<T | null> | null = null;
  private last: { value: T; at: number } | null = null;

  constructor(
    private readonly ask: () => Promise<T>,
    private readonly options: { maxAgeMs: number; limitMs: number },
  ) {}

  async get(): Promise<T | null> {
    if (this.last && performance.now() - this.last.at < this.options.maxAgeMs) {
      return this.last.value;
    }
    this.pending ??= this.ask()
      .then(
        (value) => {
          this.last = { value, at: performance.now() };
          return value;
        },
        () => null,
      )
      .finally(() => (this.pending = null));
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), this.options.limitMs);
    });
    return Promise.race([this.pending, limit]).finally(() => clearTimeout(timer));
  }
}
