import { Global, Module } from '@nestjs/common';
import { Jobs } from './jobs.js';
import { QueueState } from './queue-state.js';

@Global()
@Module({ providers: [Jobs, QueueState], exports: [Jobs, QueueState] })
export class JobsModule {}
