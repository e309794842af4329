import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/**
 * Plain SQL on the pool that TypeORM opened: for the paths where every microsecond counts and for
 * statements that an ORM cannot say. Statements with a name are prepared once per connection.
 */
@Injectable()
export class Database {
  constructor(private readonly dataSource: DataSource) {}

  get pool(): Pool {
    return (this.dataSource.driver as PostgresDriver).master as Pool;
  }

  query<Row extends QueryResultRow>(
    text: string,
    values: unknown[] = [],
    name?: string,
  ): Promise<QueryResult<Row>> {
    return this.pool.query<Row>(name === undefined ? { text, values } : { name, text, values });
  }

  /** Runs `work` in one transaction; what it throws rolls back. */
  async transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((cause: Error) => (broken = cause));
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

/** The connection of a transaction that TypeORM opened, for what is said in plain SQL within it. */
export function clientOf(tx: EntityManager): Promise<PoolClient> {
  if (!tx.queryRunner) throw new Error('clientOf needs the manager of a transaction.');
  return tx.queryRunner.connect() as Promise<PoolClient>;
}
