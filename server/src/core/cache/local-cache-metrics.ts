import { Injectable } from '@nestjs/common';
import { Metrics } from '../metrics/metrics.js';
import type { LocalCache } from './local-cache.js';

type Counted = Pick<LocalCache<unknown>, 'hits' | 'misses' | 'size'>;

/** Names of the copies in memory, as metrics show them. */
export type LocalCacheName =
  | 'api-keys'
  | 'live-tools'
  | 'memberships'
  | 'model-catalogs'
  | 'sessions'
  | 'tool-versions'
  | 'workspaces';

/** Size and hit rate of the copies in memory. A cache is shown once its owner has named it here. */
@Injectable()
export class LocalCacheMetrics {
  private readonly caches = new Map<LocalCacheName, Counted>();

  constructor(metrics: Metrics) {
    metrics.counted(
      'apm_local_cache_requests_total',
      'Values asked of the copies in the memory of this process',
      ['cache', 'result'],
      (set) => {
        for (const [cache, { hits, misses }] of this.caches) {
          set({ cache, result: 'hit' }, hits);
          set({ cache, result: 'miss' }, misses);
        }
      },
    );
    metrics.gauges(
      'apm_local_cache_entries',
      'Copies in the memory of this process',
      ['cache'],
      (set) => {
        for (const [cache, { size }] of this.caches) set({ cache }, size);
      },
    );
  }

  watch(name: LocalCacheName, cache: Counted): void {
    this.caches.set(name, cache);
  }
}
