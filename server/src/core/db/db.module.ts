import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from '../config/config.js';
import { dataSourceOptions } from './data-source.js';
import { DatabaseHealth } from './database-health.js';
import { Database } from './database.js';
import { PoolMetrics } from './pool-metrics.js';

/** The one connection pool of the process. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [AppConfig],
      useFactory: (config: AppConfig) => ({
        ...dataSourceOptions(config.env),
        autoLoadEntities: true,
        retryAttempts: 10,
        retryDelay: 500,
      }),
    }),
  ],
  providers: [Database, DatabaseHealth, PoolMetrics],
  exports: [Database],
})
export class DbModule {}
