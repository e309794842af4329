import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/config.js';
import { Metrics } from '../metrics/metrics.js';
import { Tracing } from '../tracing/tracing.js';
import { ErrorReports, NoErrorReports } from './error-reports.js';

@Global()
@Module({
  providers: [
    {
      provide: ErrorReports,
      inject: [AppConfig, Metrics, Tracing],
      useFactory: async ({ env }: AppConfig, metrics: Metrics, tracing: Tracing) => {
        const dsn = env.SENTRY_DSN;
        if (dsn === undefined) return new NoErrorReports();
        const { SentryReports } = await import('./sentry.js');
        return new SentryReports(env, dsn, metrics, tracing);
      },
    },
  ],
  exports: [ErrorReports],
})
export class ErrorReportsModule {}
