import pg from 'pg';

const LOOK_EVERY_MS = 250;
const TELL_AFTER_MS = 10_000;
const TELL_EVERY_MS = 30_000;
/** The watch is waited for, so it must not hang where the session that it watches does not. */
const PATIENCE_MS = 5_000;

/** What a session waits for, in words: the lock that it wants and who has it. */
export interface Wait {
  wants: string;
  holders: string[];
}

/**
 * Looks at one session of the database from another one, because a session that waits can say
 * nothing. What it tells names programs and ages, never a statement of theirs.
 */
export class LockWatch {
  private last: Wait | null = null;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | null = null;

  private constructor(private readonly client: pg.Client) {}

  static async open(databaseUrl: string): Promise<LockWatch> {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'aipoweredmakers migrate watch',
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
      keepAlive: true,
    });
    // A watch that cannot look any more only leaves the message poorer.
    client.on('error', () => undefined);
    await client.connect();
    return new LockWatch(client);
  }

  /** Does `work` while it watches the session; `tell` hears of waits that take long. */
  async during<T>(pid: number, tell: (wait: Wait) => void, work: () => Promise<T>): Promise<T> {
    this.last = null;
    let waitsSince: number | null = null;
    let toldAt = 0;
    this.timer = setInterval(() => {
      this.looking ??= this.look(pid)
        .then((wait) => {
          const now = Date.now();
          waitsSince = wait ? (waitsSince ?? now) : null;
          if (!wait || waitsSince === null) return;
          this.last = wait;
          if (now - waitsSince < TELL_AFTER_MS || now - toldAt < TELL_EVERY_MS) return;
          toldAt = now;
          tell(wait);
        })
        .catch(() => undefined)
        .finally(() => (this.looking = null));
    }, LOOK_EVERY_MS);
    try {
      return await work();
    } finally {
      clearInterval(this.timer);
      await this.looking;
    }
  }

  /** The wait that was seen last. */
  get lastWait(): Wait | null {
    return this.last;
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }

  private async look(pid: number): Promise<Wait | null> {
    const { rows } = await this.client.query<{ wants: string | null; holder: string }>(
      `SELECT ${HOLDER} AS holder, (
         SELECT CASE WHEN l.relation IS NULL THEN 'the end of a transaction that began earlier'
                     ELSE l.mode || ' on ' || l.relation::regclass END
         FROM pg_locks l WHERE l.pid = $1 AND NOT l.granted LIMIT 1) AS wants
       FROM pg_stat_activity a WHERE a.pid = ANY (pg_blocking_pids($1)) ORDER BY a.xact_start`,
      [pid],
    );
    const wants = rows[0]?.wants;
    return wants == null ? null : { wants, holders: rows.map(({ holder }) => holder) };
  }
}

/** A row `a` of pg_stat_activity in words. Of other users' sessions only the number can be seen. */
export const HOLDER = `format('process %s (%s%s%s)', a.pid,
  coalesce(nullif(a.application_name, ''), 'without a name'),
  ', ' || a.state,
  ', in a transaction for ' || floor(extract(epoch FROM clock_timestamp() - a.xact_start)) || ' s')`;
