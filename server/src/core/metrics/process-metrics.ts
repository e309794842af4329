import { Injectable } from '@nestjs/common';
import { totalmem } from 'node:os';
import { AppConfig } from '../config/config.js';
import { VERSION } from '../version.js';
import { Metrics } from './metrics.js';

/** Which program this is, which joined with other metrics shows what a release changed, and where it runs. */
@Injectable()
export class ProcessMetrics {
  constructor({ env }: AppConfig, metrics: Metrics) {
    metrics.gauges(
      'apm_build_info',
      'Always 1; the labels say what runs',
      ['version', 'commit', 'role'],
      (set) => set({ version: VERSION, commit: env.COMMIT, role: env.ROLE }, 1),
    );
    metrics.gauge(
      'apm_memory_limit_bytes',
      'Memory that this process may use: the limit of its container, or all that the machine has',
      // Without a limit the first is 0, or more than there is.
      () => Math.min(process.constrainedMemory() || Infinity, totalmem()),
    );
  }
}
