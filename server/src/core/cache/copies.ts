import type { Bus } from '../bus/bus.js';

interface Copy<Value> {
  value: Promise<Value>;
  until: number;
}

/**
 * Copies of rows in the memory of this process, for what is asked on every request. A copy lives
 * for a while at most; a change drops it at once here, and on the other processes by the message
 * `cache.dropped`, whose payload is the key, or `*` for all.
 *
 * What is kept is the loading itself: callers that ask at the same time share one query, and a
 * value that was being read while its copy was dropped is never kept.
 */
export class Copies<Value> {
  private readonly copies = new Map<string, Copy<Value>>();

  constructor(private readonly options: { ttlMs: number; max: number }) {}

  /** The copy, or what `load` gives; a failed load is not kept. */
  get(key: string, load: () => Promise<Value>): Promise<Value> {
    const known = this.copies.get(key);
    if (known && known.until > Date.now()) return known.value;
    const copy: Copy<Value> = { value: load(), until: Date.now() + this.options.ttlMs };
    this.copies.delete(key); // a new copy goes to the end: the oldest is at the front
    this.copies.set(key, copy);
    if (this.copies.size > this.options.max) {
      this.copies.delete(this.copies.keys().next().value as string);
    }
    copy.value.catch(() => {
      if (this.copies.get(key) === copy) this.copies.delete(key);
    });
    return copy.value;
  }

  drop(key: string): void {
    if (key === '*') this.copies.clear();
    else this.copies.delete(key);
  }

  /** Drops what other processes say was changed. */
  follow(bus: Bus): this {
    bus.on('cache.dropped', (key) => this.drop(key));
    return this;
  }
}
