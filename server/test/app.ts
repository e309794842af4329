import { afterAll, beforeAll } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { loadConfig } from '../src/core/config/config.js';
import { Database } from '../src/core/db/database.js';
import { createApp } from '../src/create-app.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { Given } from './given.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Calls of one caller. Paths are below /api/v1 unless they start with `/health`, `/metrics`, ... */
export type Caller = Record<Method, (path: string) => request.Test>;

/** The started server of a suite, on a database and a port of its own. */
export class TestApp {
  nest!: NestFastifyApplication;
  url!: string;
  readonly given = new Given(this);
  private database!: TestDatabase;

  get db(): Database {
    return this.nest.get(Database);
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  async start(env: Record<string, string>): Promise<void> {
    this.database = await createTestDatabase();
    await this.boot(env);
  }

  /** Stops the server and starts it again on the same database. */
  async restart(env: Record<string, string> = {}): Promise<void> {
    await this.nest.close();
    await this.boot(env);
  }

  async stop(): Promise<void> {
    await this.nest.close();
    await this.database.drop();
  }

  /** A caller with this bearer; without one, a caller that is not signed in. */
  as(bearer?: string): Caller {
    const call =
      (method: Method) =>
      (path: string): request.Test => {
        const address = /^\/(health|metrics|openapi|docs)/.test(path) ? path : `/api/v1${path}`;
        const test = request(this.url)[method](address);
        return bearer === undefined ? test : test.set('authorization', `Bearer ${bearer}`);
      };
    return {
      get: call('get'),
      post: call('post'),
      put: call('put'),
      patch: call('patch'),
      delete: call('delete'),
    };
  }

  private async boot(env: Record<string, string>): Promise<void> {
    const config = loadConfig({ ...TEST_ENV, DATABASE_URL: this.database.url, ...env });
    this.nest = await createApp(config);
    await this.nest.listen(0, '127.0.0.1');
    this.url = (await this.nest.getUrl()).replace('[::1]', '127.0.0.1');
  }
}

export const TEST_ENV = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  DATABASE_POOL_SIZE: '6',
  JWT_SECRETS: 'test-secret-test-secret-test-secret-1',
  ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
};

/** Starts the server before the tests of this file and stops it after them. */
export function useTestApp(env: Record<string, string> = {}): TestApp {
  const app = new TestApp();
  beforeAll(() => app.start(env), 60_000);
  afterAll(() => app.stop(), 60_000);
  return app;
}

/** For `.expect(...)`: the answer is this problem. */
export function problem(status: number, code: string): (response: request.Response) => void {
  return (response) => {
    const body = response.body as { code?: string; status?: number };
    if (response.status !== status || body.code !== code || body.status !== status) {
      throw new Error(
        `expected problem ${status} ${code}, got ${response.status} ${JSON.stringify(response.body)}`,
      );
    }
    if (!/^application\/problem\+json/.test(response.headers['content-type'] ?? '')) {
      throw new Error(`a problem is sent as ${response.headers['content-type']}`);
    }
  };
}
