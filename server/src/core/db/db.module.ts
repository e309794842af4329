import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from '../config/config.js';
import { dataSourceOptions } from './data-source.js';
import { DatabaseHealth } from './database-health.js';
import { Database } from './database.js';
import { PoolMetrics } from './pool-metrics.js';
import { assertSessions } from './pooler.js';

/** The one connection pool of the process. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [AppConfig],
      useFactory: async ({ env }: AppConfig) => {
        await assertSessions(env);
        return {
          ...dataSourceOptions(env),
          autoLoadEntities: true,
          retryAttempts: 10,
          retryDelay: 500,
        };
      },
    }),
  ],
  providers: [Database, DatabaseHealth, PoolMetrics],
  exports: [Database],
})
export class DbModule {}
