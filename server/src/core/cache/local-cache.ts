/** How large a `LocalCache` may become, and how long it believes what it holds. */
export interface LocalCacheOptions<Value> {
  /** Sum of the weights of all values; the least recently used ones give way. */
  maxWeight: number;
  /** Weight of one value; 1 when this is not given. */
  weigh?: (value: Value) => number;
  /** Age at which a value is loaded again; endless when this is not given. */
  ttlMs?: number;
}

interface Entry<Value> {
  value: Value;
  weight: number;
  staleAt: number;
}

/**
 * Copies of rows in the memory of this process, for paths where a query would be the larger part of
 * the work. Bounded; the least recently used ones go first. Callers that miss at the same moment
 * share one load. A key that is dropped while it is being loaded is not kept: what was read may be
 * what the drop was about.
 */
export class LocalCache<Value> {
  private readonly entries = new Map<string, Entry<Value>>();
  private readonly loads = new Map<string, Promise<Value>>();
  private weight = 0;
  /** How often a value was here, and how often it was not. */
  hits = 0;
  misses = 0;

  constructor(private readonly options: LocalCacheOptions<Value>) {}

  /** The copy, or undefined when there is none that may still be believed. */
  peek(key: string): Value | undefined {
    const entry = this.entries.get(key);
    if (!entry || entry.staleAt <= performance.now()) {
      this.misses += 1;
      if (entry) this.remove(key);
      return undefined;
    }
    this.hits += 1;
    // A Map keeps the order of insertion: the first key is the least recently used one.
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  /** The copy, or what `load` gives. What `load` throws is thrown here and not kept. */
  get(key: string, load: () => Promise<Value>): Promise<Value> {
    const copy = this.peek(key);
    if (copy !== undefined) return Promise.resolve(copy);
    const running = this.loads.get(key);
    if (running) return running;
    const started = load()
      .then((value) => {
        if (this.loads.get(key) === started) this.set(key, value);
        return value;
      })
      .finally(() => {
        if (this.loads.get(key) === started) this.loads.delete(key);
      });
    this.loads.set(key, started);
    return started;
  }

  set(key: string, value: Value): void {
    this.remove(key);
    const weight = this.options.weigh?.(value) ?? 1;
    this.entries.set(key, {
      value,
      weight,
      staleAt: this.options.ttlMs === undefined ? Infinity : performance.now() + this.options.ttlMs,
    });
    this.weight += weight;
    for (const oldest of this.entries.keys()) {
      if (this.weight <= this.options.maxWeight) break;
      this.remove(oldest);
    }
  }

  /** Forgets a key, and what is being loaded for it. */
  drop(key: string): void {
    this.remove(key);
    this.loads.delete(key);
  }

  /** Forgets the values that `isMeant` names, and all that is being loaded: it may be meant too. */
  dropWhere(isMeant: (value: Value) => boolean): void {
    this.loads.clear();
    for (const [key, { value }] of this.entries) if (isMeant(value)) this.remove(key);
  }

  /** Forgets everything. */
  clear(): void {
    this.entries.clear();
    this.loads.clear();
    this.weight = 0;
  }

  get size(): number {
    return this.entries.size;
  }

  private remove(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.weight -= entry.weight;
    this.entries.delete(key);
  }
}
