import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../core/config/config.js';
import { HealthParts } from '../../core/health/health-parts.js';
import { Shutdown } from '../../core/lifecycle/shutdown.js';
import { VERSION } from '../../core/version.js';
import type { HealthDto } from './health.dto.js';

/**
 * Puts the parts together: `down` when one that is required is down or the process is stopping,
 * `degraded` when one that can be done without is.
 */
@Injectable()
export class HealthService {
  private readonly startedAt = Date.now();

  constructor(
    private readonly config: AppConfig,
    private readonly parts: HealthParts,
    private readonly shutdown: Shutdown,
  ) {}

  async check(): Promise<HealthDto> {
    const parts = await this.parts.look();
    const broken = Object.values(parts).filter(({ status }) => status === 'down');
    // A process that stops says "not ready", so that a proxy sends new requests elsewhere.
    const draining = this.shutdown.isDraining;
    const down = draining || broken.some(({ required }) => required);
    return {
      status: down ? 'down' : broken.length > 0 ? 'degraded' : 'ok',
      draining,
      version: VERSION,
      commit: this.config.env.COMMIT,
      role: this.config.env.ROLE,
      uptimeSeconds: Math.round((Date.now() - this.startedAt) / 1000),
      parts,
    };
  }
}
