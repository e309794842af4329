import pg from 'pg';
import { ConfigError, type Environment } from '../config/config.js';

type Urls = Pick<Environment, 'DATABASE_URL' | 'DATABASE_SESSION_URL'>;

const PATIENCE_MS = 3_000;
const TURNS = 20;

/**
 * A pooler in transaction mode, such as PgBouncer's, hands each transaction to whichever connection is
 * free. Messages, jobs, the heartbeat and migrations need one that stays theirs: without it nothing fails,
 * they are only silent, and the lock of a migration stays behind. So such a set-up is refused at the start.
 * @throws ConfigError
 */
export async function assertSessions({ DATABASE_URL, DATABASE_SESSION_URL }: Urls): Promise<void> {
  if (!(await isSharedByTransactions(DATABASE_SESSION_URL ?? DATABASE_URL))) return;
  const name = DATABASE_SESSION_URL === undefined ? 'DATABASE_URL' : 'DATABASE_SESSION_URL';
  throw new ConfigError(
    `${name} leads through a pooler in transaction mode, on which messages between processes and jobs ` +
      'cannot work. Give DATABASE_SESSION_URL with an address past the pooler; DATABASE_URL may keep ' +
      'leading through it. See docs/scaling.md.',
  );
}

/**
 * False also when the database cannot be asked: that is told by whoever needs it. Two sessions take
 * turns: a pooler that leaves a session its connection never gives it to the other one, nor the session
 * another. Where transactions share them that happens at once, or after some turns when many are busy.
 */
async function isSharedByTransactions(url: string): Promise<boolean> {
  const clients = [newClient(url), newClient(url)] as const;
  const [one, other] = clients;
  try {
    await one.connect();
    const before = await backendOf(one);
    // Who answers directly tells its number at the start as well.
    if ((one as unknown as { processID: number }).processID === before) return false;
    await other.connect();
    for (let turn = 0; turn < TURNS; turn++) {
      if ((await backendOf(other)) === before || (await backendOf(one)) !== before) return true;
    }
    return false;
  } catch {
    return false;
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  }
}

function newClient(url: string): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'aipoweredmakers start',
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  });
  client.on('error', () => undefined);
  return client;
}

async function backendOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]!.pid;
}

/**
 * For connections that transactions share: what one prepared under a name, the next does not know, or
 * finds there already. Statements are then sent whole each time.
 */
export class UnpreparedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((first: unknown, ...rest: unknown[]) =>
      query(withoutName(first), ...rest)) as pg.Client['query'];
  }
}

/** A statement without its name; what brings its own protocol (`submit`) stays as it is. */
function withoutName(query: unknown): unknown {
  if (typeof query !== 'object' || query === null || !('name' in query) || 'submit' in query) {
    return query;
  }
  const { name: _, ...unnamed } = query;
  return unnamed;
}
