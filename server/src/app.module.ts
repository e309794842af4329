import { Module, type DynamicModule } from '@nestjs/common';
import { AuthGuardModule } from './core/auth/auth-guard.module.js';
import { BusModule } from './core/bus/bus.module.js';
import { CacheModule } from './core/cache/cache.module.js';
import type { AppConfig } from './core/config/config.js';
import { ConfigModule } from './core/config/config.module.js';
import { CryptoModule } from './core/crypto/crypto.module.js';
import { DbModule } from './core/db/db.module.js';
import { ErrorReportsModule } from './core/error-reports/error-reports.module.js';
import { HealthPartsModule } from './core/health/health-parts.js';
import { JobsModule } from './core/jobs/jobs.module.js';
import { LifecycleModule } from './core/lifecycle/shutdown.js';
import { LoggingModule } from './core/logging/logging.module.js';
import { MetricsModule } from './core/metrics/metrics.module.js';
import { ProcessesModule } from './core/processes/processes.module.js';
import { TracingModule } from './core/tracing/tracing.module.js';
import { ApiKeysModule } from './features/api-keys/api-keys.module.js';
import { AuthModule } from './features/auth/auth.module.js';
import { BackupsModule } from './features/backups/backups.module.js';
import { HealthModule } from './features/health/health.module.js';
import { ProvidersModule } from './features/providers/providers.module.js';
import { RunsModule } from './features/runs/runs.module.js';
import { TemplatesModule } from './features/templates/templates.module.js';
import { ToolsModule } from './features/tools/tools.module.js';
import { UsersModule } from './features/users/users.module.js';
import { WorkspacesModule } from './features/workspaces/workspaces.module.js';

/** The whole server. A slice is one folder and one line here. */
@Module({})
export class AppModule {
  static with(config: AppConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config),
        LifecycleModule,
        HealthPartsModule,
        MetricsModule,
        TracingModule,
        ErrorReportsModule,
        LoggingModule,
        DbModule,
        CacheModule,
        BusModule,
        CryptoModule,
        ProcessesModule,
        JobsModule,
        AuthGuardModule,
        ApiKeysModule,
        AuthModule,
        BackupsModule,
        HealthModule,
        ProvidersModule,
        RunsModule,
        TemplatesModule,
        ToolsModule,
        UsersModule,
        WorkspacesModule,
      ],
    };
  }
}
