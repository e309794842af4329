import { describe, expect, it, jest } from '@jest/globals';
import { LocalCache } from './local-cache.js';

/** A load whose end the test decides. */
function pending(): { load: () => Promise<string>; give: (value: string) => void } {
  let give: (value: string) => void = () => undefined;
  const promise = new Promise<string>((resolve) => (give = resolve));
  return { load: () => promise, give: (value) => give(value) };
}

describe('LocalCache', () => {
  it('loads once for all who ask at the same time', async () => {
    const cache = new LocalCache<string>({ maxWeight: 10 });
    const load = jest.fn(() => Promise.resolve('value'));
    expect(await Promise.all([cache.get('a', load), cache.get('a', load)])).toEqual([
      'value',
      'value',
    ]);
    expect(await cache.get('a', load)).toBe('value');
    expect(load.mock.calls.length).toBe(1);
  });

  it('forgets the least recently used values when they weigh too much', () => {
    const cache = new LocalCache<string>({ maxWeight: 6, weigh: (value) => value.length });
    cache.set('a', 'aa');
    cache.set('b', 'bb');
    cache.set('c', 'cc');
    cache.peek('a');
    cache.set('d', 'dddd');
    expect(['a', 'b', 'c', 'd'].map((key) => cache.peek(key))).toEqual([
      'aa',
      undefined,
      undefined,
      'dddd',
    ]);
    cache.set('e', 'too heavy to keep');
    expect(cache.size).toBe(0);
  });

  it('does not keep what was being loaded while the key was dropped', async () => {
    const cache = new LocalCache<string>({ maxWeight: 10 });
    const old = pending();
    const first = cache.get('a', old.load);
    cache.drop('a');
    const second = cache.get('a', () => Promise.resolve('new'));
    old.give('old');
    expect(await first).toBe('old');
    expect(await second).toBe('new');
    expect(cache.peek('a')).toBe('new');
  });

  it('does not keep what was being loaded while values were dropped by what they are', async () => {
    const cache = new LocalCache<string>({ maxWeight: 10 });
    cache.set('b', 'keep');
    cache.set('c', 'drop');
    const old = pending();
    const first = cache.get('a', old.load);
    cache.dropWhere((value) => value === 'drop');
    old.give('old');
    await first;
    expect(['a', 'b', 'c'].map((key) => cache.peek(key))).toEqual([undefined, 'keep', undefined]);
  });

  it('throws what the load throws, and loads again next time', async () => {
    const cache = new LocalCache<string>({ maxWeight: 10 });
    await expect(cache.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await cache.get('a', () => Promise.resolve('yes'))).toBe('yes');
  });

  it('believes a value for its time only', () => {
    const cache = new LocalCache<string>({ maxWeight: 10, ttlMs: 1000 });
    const time = jest.spyOn(performance, 'now');
    time.mockReturnValue(0);
    cache.set('a', 'value');
    time.mockReturnValue(999);
    expect(cache.peek('a')).toBe('value');
    time.mockReturnValue(1000);
    expect(cache.peek('a')).toBeUndefined();
    time.mockRestore();
  });
});
