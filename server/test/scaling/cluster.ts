import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../database.js';
import { freePort } from '../free-port.js';
import { Nginx } from '../nginx.js';
import { TestRedis } from '../redis.js';
import { ServerProcess } from '../server-process.js';

type Role = 'all' | 'api' | 'worker';

interface Replica {
  role: Role;
  name: string;
  port: number;
  server: ServerProcess;
}

/** Several server processes on one database and one Redis, behind nginx. */
export class Cluster {
  readonly replicas: Replica[] = [];
  nginx!: Nginx;
  db!: pg.Client;
  private database!: TestDatabase;
  readonly redis = new TestRedis();

  constructor(private readonly env: Record<string, string> = {}) {}

  async start(roles: Role[], nginxProgram: string): Promise<this> {
    await this.redis.start();
    this.database = await createTestDatabase();
    this.db = new pg.Client({ connectionString: this.database.url });
    await this.db.connect();
    for (const role of roles) {
      const name = `replica-${this.replicas.length}`;
      const replica = { role, name, port: await freePort() } as Replica;
      this.replicas.push(replica);
    }
    await Promise.all(this.replicas.map((_, index) => this.startReplica(index)));
    const ports = this.replicas.filter(({ role }) => role !== 'worker').map(({ port }) => port);
    this.nginx = await Nginx.start(nginxProgram, ports);
    return this;
  }

  async startReplica(index: number): Promise<void> {
    const replica = this.at(index);
    replica.server = await ServerProcess.start(this.database.url, {
      REDIS_URL: this.redis.url,
      ROLE: replica.role,
      API_PORT: String(replica.port),
      // Longer than nginx keeps idle connections, as docs/scaling.md asks.
      DRAIN_SECONDS: '5',
      TRUSTED_PROXIES: '1',
      EGRESS_ALLOW_HOSTS: '127.0.0.1',
      COMMIT: replica.name, // tells the rows of `processes` apart
      ...this.env,
    });
  }

  at(index: number): Replica {
    return this.replicas[index] as Replica;
  }

  server(index: number): ServerProcess {
    return this.at(index).server;
  }

  /** The replica that carries out the run which began last. */
  async ownerOfNewestRun(): Promise<number> {
    const { rows } = await this.db.query<{ name: string }>(
      `SELECT p.version AS name FROM runs r JOIN processes p ON p.id = r.owner ORDER BY r.id DESC LIMIT 1`,
    );
    return this.replicas.findIndex(({ name }) => name === rows[0]?.name);
  }

  async stop(): Promise<void> {
    await this.nginx.stop();
    await Promise.all(this.replicas.map(({ server }) => server.kill()));
    await this.db.end();
    await this.redis.remove();
    await this.database.drop();
  }
}
