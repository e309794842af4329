import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { LoginThrottle } from './login-throttle.js';
import { SessionsService } from './sessions.service.js';

const HOUR_MS = 3_600_000;

/** Deletes what is over, once an hour; harmless when several processes do it. */
@Injectable()
export class SessionCleanup implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(SessionCleanup.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sessions: SessionsService,
    private readonly throttle: LoginThrottle,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), HOUR_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async run(): Promise<void> {
    try {
      await this.sessions.prune();
      await this.throttle.prune();
    } catch (error) {
      this.logger.warn(
        { err: error },
        'Sessions that are over could not be deleted; the next hour tries again.',
      );
    }
  }
}
