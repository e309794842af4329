import type { Keyv } from 'keyv';
import type { Metrics } from '../metrics/metrics.js';

/** Counts and times what is asked of the shared cache; `kind` is redis or memory. */
export function measureStore(store: Keyv, metrics: Metrics, kind: 'redis' | 'memory'): Keyv {
  const seconds = metrics.histogram(
    'apm_cache_operation_duration_seconds',
    'Time of an operation on the shared cache; a get is a hit, a miss or an error',
    ['kind', 'operation', 'result'],
    [0.0001, 0.0005, 0.001, 0.005, 0.025, 0.1, 0.5, 2],
  );
  // The store hides what goes wrong: a get of a Redis that is away looks like a miss.
  let failures = 0;
  store.on('error', () => (failures += 1));

  async function measured<T>(
    operation: string,
    work: Promise<T>,
    resultOf: (value: T) => string,
  ): Promise<T> {
    const started = performance.now();
    const before = failures;
    let result = 'error';
    try {
      const value = await work;
      if (failures === before) result = resultOf(value);
      return value;
    } finally {
      seconds.observe({ kind, operation, result }, (performance.now() - started) / 1000);
    }
  }

  const get = store.get.bind(store) as (key: string) => Promise<unknown>;
  const set = store.set.bind(store);
  const remove = store.delete.bind(store);
  store.get = ((key: string) =>
    measured('get', get(key), (value) => (value === undefined ? 'miss' : 'hit'))) as Keyv['get'];
  store.set = (...args) => measured('set', set(...args), () => 'ok');
  store.delete = (key) => measured('delete', remove(key), () => 'ok');
  return store;
}
