import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/config.js';
import { NoTracing, Tracing } from './tracing.js';

@Global()
@Module({
  providers: [
    {
      provide: Tracing,
      inject: [AppConfig],
      useFactory: async ({ env }: AppConfig): Promise<Tracing> => {
        const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
        if (endpoint === undefined) return new NoTracing();
        const { OpenTelemetryTracing } = await import('./open-telemetry.js');
        return new OpenTelemetryTracing(env, endpoint);
      },
    },
  ],
  exports: [Tracing],
})
export class TracingModule {}
