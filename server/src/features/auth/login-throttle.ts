import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Database } from '../../core/db/database.js';
import { TooManyAttempts } from './auth.errors.js';

/** How many failures are free, and how long the longest wait after that is. */
interface Limit {
  free: number;
  maxWaitSeconds: number;
}

/**
 * An account is slowed down by wrong passwords from anywhere, but never for long: who knows its
 * e-mail address must not be able to lock its owner out. An address may be that of a whole office.
 */
const LIMITS = {
  account: { free: 5, maxWaitSeconds: 60 },
  address: { free: 25, maxWaitSeconds: 900 },
  register: { free: 100, maxWaitSeconds: 900 },
} as const satisfies Record<string, Limit>;

/** Failures are forgotten after an hour without one. */
const MEMORY = '1 hour';

export type Attempted =
  { kind: 'login'; email: string; address: string } | { kind: 'register'; address: string };

/** An attempt that was let through. */
export interface Attempt {
  /** To be called when it was no guess. */
  succeeded(): Promise<void>;
}

/**
 * Slows down guessing: after some free failures each further one doubles the wait, per account and
 * per address. The counters are in an unlogged table, not in the cache: they hold for all processes
 * with Redis and without it, and counting is one atomic statement.
 */
@Injectable()
export class LoginThrottle {
  constructor(private readonly db: Database) {}

  /**
   * Counts an attempt as failed before it is made, so that many at once cannot slip through.
   * @throws TooManyAttempts while the account or the address has to wait.
   */
  async begin(attempted: Attempted): Promise<Attempt> {
    const counters = countersOf(attempted);
    const { rows } = await this.db.query<{ counted: number; wait: number | null }>(
      `WITH counted AS (
         INSERT INTO sign_in_attempts AS a (key, failures, blocked_until)
         SELECT key, 1, now() FROM unnest($1::text[]) AS key
         ON CONFLICT (key) DO UPDATE SET
           failures = CASE WHEN a.updated_at < now() - $4::interval THEN 1 ELSE a.failures + 1 END,
           blocked_until = now()
             + make_interval(secs => CASE
                 WHEN a.updated_at < now() - $4::interval OR a.failures + 1 <= ($2::int[])[array_position($1, a.key)]
                 THEN 0
                 ELSE least(
                   power(2, least(a.failures + 1 - ($2::int[])[array_position($1, a.key)], 20)),
                   ($3::int[])[array_position($1, a.key)]) END),
           updated_at = now()
         -- The clock, not the start of this statement: it may have waited for one that began later.
         WHERE a.blocked_until <= clock_timestamp()
         RETURNING key)
       SELECT (SELECT count(*) FROM counted)::int AS counted,
              max(extract(epoch FROM blocked_until - clock_timestamp()))::float8 AS wait
         FROM sign_in_attempts WHERE key = ANY($1) AND key NOT IN (SELECT key FROM counted)`,
      [
        counters.map(({ key }) => key),
        counters.map(({ limit }) => limit.free),
        counters.map(({ limit }) => limit.maxWaitSeconds),
        MEMORY,
      ],
    );
    const counted = rows[0]?.counted ?? 0;
    // A block that was set while this statement waited is not in its snapshot: the wait is then
    // unknown, and short.
    if (counted < counters.length) {
      throw new TooManyAttempts(Math.max(Math.ceil(rows[0]?.wait ?? 1), 1));
    }
    return { succeeded: () => this.forgive(counters) };
  }

  /** Forgets counters that have no effect any more. */
  async prune(): Promise<void> {
    await this.db.query(
      'DELETE FROM sign_in_attempts WHERE updated_at < now() - $1::interval AND blocked_until < now()',
      [MEMORY],
    );
  }

  /**
   * Takes the attempt back. The account starts afresh; the address does not, or an attacker could
   * sign in to an account of their own after every few guesses. A registration stays counted.
   */
  private async forgive(counters: Counter[]): Promise<void> {
    await this.db.query(
      `UPDATE sign_in_attempts
          SET failures = CASE WHEN key LIKE 'account:%' THEN 0 ELSE greatest(failures - 1, 0) END,
              blocked_until = now()
        WHERE key = ANY($1) AND key NOT LIKE 'register:%'`,
      [counters.map(({ key }) => key)],
    );
  }
}

interface Counter {
  key: string;
  limit: Limit;
}

/** Sorted by key, so that two attempts lock the same counters in the same order. */
function countersOf(attempted: Attempted): Counter[] {
  const network = networkOf(attempted.address);
  if (attempted.kind === 'register')
    return [{ key: `register:${network}`, limit: LIMITS.register }];
  const account = createHash('sha256').update(attempted.email).digest('base64url');
  return [
    { key: `account:${account}`, limit: LIMITS.account },
    { key: `address:${network}`, limit: LIMITS.address },
  ];
}

/** An IPv6 address stands for its /64, which one customer has whole. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1] as string;
  const [head = '', tail] = address.split('%', 1)[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
