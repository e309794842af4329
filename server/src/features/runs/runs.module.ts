import { Module } from '@nestjs/common';
import { EgressModule } from '../../core/egress/egress.module.js';
import { BuiltinAiModule } from '../builtin-ai/builtin-ai.module.js';
import { ProvidersModule } from '../providers/providers.module.js';
import { ToolsModule } from '../tools/tools.module.js';
import { Journal } from './journal/journal.js';
import { RunAnswerService } from './run-answer.service.js';
import { RunExecutor } from './run-executor.js';
import { RunMetrics } from './run-metrics.js';
import { RunTracing } from './run-tracing.js';
import { RunWatchService } from './run-watch.service.js';
import { RunsController } from './runs.controller.js';
import { RunsService } from './runs.service.js';
import { Takeover } from './takeover.js';
import { ToolRunsController } from './tool-runs.controller.js';

@Module({
  imports: [BuiltinAiModule, EgressModule, ProvidersModule, ToolsModule],
  controllers: [ToolRunsController, RunsController],
  providers: [
    Journal,
    RunAnswerService,
    RunExecutor,
    RunMetrics,
    RunTracing,
    RunWatchService,
    RunsService,
    Takeover,
  ],
  exports: [RunsService],
})
export class RunsModule {}
