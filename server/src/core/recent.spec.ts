import { describe, expect, it } from '@jest/globals';
import { Recent } from './recent.js';

describe('Recent', () => {
  it('asks once for all who come while the answer is young', async () => {
    let asked = 0;
    const recent = new Recent(() => Promise.resolve((asked += 1)), {
      maxAgeMs: 60_000,
      limitMs: 1_000,
    });
    expect(await Promise.all([recent.get(), recent.get()])).toEqual([1, 1]);
    expect(await recent.get()).toBe(1);
  });

  it('asks again when the answer is old', async () => {
    let asked = 0;
    const recent = new Recent(() => Promise.resolve((asked += 1)), { maxAgeMs: 0, limitMs: 1_000 });
    await recent.get();
    expect(await recent.get()).toBe(2);
  });

  it('does not wait for what hangs, and does not ask it again', async () => {
    let asked = 0;
    const recent = new Recent(
      () => {
        asked += 1;
        return new Promise<number>(() => undefined);
      },
      { maxAgeMs: 0, limitMs: 10 },
    );
    expect(await recent.get()).toBeNull();
    expect(await recent.get()).toBeNull();
    expect(asked).toBe(1);
  });

  it('is null for what fails, and asks again', async () => {
    let asked = 0;
    const recent = new Recent(
      () => (++asked === 1 ? Promise.reject(new Error('away')) : Promise.resolve('back')),
      { maxAgeMs: 60_000, limitMs: 1_000 },
    );
    expect(await recent.get()).toBeNull();
    expect(await recent.get()).toBe('back');
  });
});
