import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/config.js';
import { VERSION } from '../version.js';
import { Metrics } from './metrics.js';

/** Which program this is; joined with other metrics, it shows what a release changed. */
@Injectable()
export class ProcessMetrics {
  constructor({ env }: AppConfig, metrics: Metrics) {
    metrics.gauges(
      'apm_build_info',
      'Always 1; the labels say what runs',
      ['version', 'commit', 'role'],
      (set) => set({ version: VERSION, commit: env.COMMIT, role: env.ROLE }, 1),
    );
  }
}
