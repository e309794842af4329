import { Module, type BeforeApplicationShutdown } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';

@Module({ controllers: [HealthController], providers: [HealthService] })
export class HealthModule implements BeforeApplicationShutdown {
  constructor(private readonly health: HealthService) {}

  beforeApplicationShutdown(): void {
    this.health.drain();
  }
}
