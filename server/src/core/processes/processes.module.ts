import { Global, Module } from '@nestjs/common';
import { ProcessCounts } from './process-counts.js';
import { Processes } from './processes.js';

@Global()
@Module({ providers: [Processes, ProcessCounts], exports: [Processes, ProcessCounts] })
export class ProcessesModule {}
