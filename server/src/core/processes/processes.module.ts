import { Global, Module } from '@nestjs/common';
import { Processes } from './processes.js';

@Global()
@Module({ providers: [Processes], exports: [Processes] })
export class ProcessesModule {}
