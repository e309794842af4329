import { describe, expect, it } from '@jest/globals';
import { GroupCommit } from './group-commit.js';

/** A write that the test ends by hand. */
function controlledWrites() {
  const batches: { ops: readonly string[]; commit(): void; fail(error: Error): void }[] = [];
  const write = (ops: readonly string[]): Promise<string[]> =>
    new Promise((resolve, reject) =>
      batches.push({ ops, commit: () => resolve(ops.map((op) => `${op}!`)), fail: reject }),
    );
  const batch = async (index: number) => {
    while (!batches[index]) await new Promise(setImmediate);
    return batches[index];
  };
  return { batches, write, batch };
}

describe('GroupCommit', () => {
  it('writes at once when nothing is being written', async () => {
    const { write, batch } = controlledWrites();
    const result = new GroupCommit(write).submit('a');
    (await batch(0)).commit();
    await expect(result).resolves.toBe('a!');
  });

  it('collects what arrives during a write into the next one', async () => {
    const { write, batch } = controlledWrites();
    const commits = new GroupCommit(write);
    const first = commits.submit('a');
    const one = await batch(0);
    const others = Promise.all([commits.submit('b'), commits.submit('c')]);
    one.commit();
    const two = await batch(1);
    expect(two.ops).toEqual(['b', 'c']);
    two.commit();
    await expect(first).resolves.toBe('a!');
    await expect(others).resolves.toEqual(['b!', 'c!']);
  });

  it('lets a bad operation fail alone', async () => {
    const commits = new GroupCommit<string, string>((ops) =>
      ops.includes('bad') ? Promise.reject(new Error('bad row')) : Promise.resolve([...ops]),
    );
    const results = await Promise.allSettled(['a', 'bad', 'b'].map((op) => commits.submit(op)));
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('does not try one by one what has nothing to do with the operations', async () => {
    let writes = 0;
    const commits = new GroupCommit<string, string>(
      () => Promise.reject(new Error(`away ${++writes}`)),
      { isShared: () => true },
    );
    const results = await Promise.allSettled(['a', 'b', 'c'].map((op) => commits.submit(op)));
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(writes).toBe(1);
  });

  it('never puts more into one write than it may', async () => {
    const sizes: number[] = [];
    const commits = new GroupCommit<number, number>(
      (ops) => {
        sizes.push(ops.length);
        return Promise.resolve([...ops]);
      },
      { maxBatch: 10 },
    );
    await Promise.all(Array.from({ length: 35 }, (_, index) => commits.submit(index)));
    expect(Math.max(...sizes)).toBe(10);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(35);
  });
});
