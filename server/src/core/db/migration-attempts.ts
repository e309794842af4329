import { setTimeout } from 'node:timers/promises';
import { LockWatch, type Wait } from './lock-watch.js';
import { LOCK_NOT_HAD, MigrationFailed, sqlState, type FailedAttempt } from './migration-failed.js';

export interface AttemptOptions {
  /** Hears of what takes long. */
  say?: (line: string) => void;
  /**
   * How long a statement may wait for a lock. Behind one that waits for a whole table all others on
   * that table wait as well, so this is what users may notice at worst.
   */
  lockTimeoutMs?: number;
  /** How often a migration is tried that does not get its lock. */
  attempts?: number;
  /** Before the second attempt; it doubles each time, up to half a minute. */
  firstPauseMs?: number;
}

const LOCK_TIMEOUT_MS = 3_000;
const ATTEMPTS = 10;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** A lock that was not had in time, and a deadlock: the same statement may succeed a moment later. */
const PASSING = new Set([LOCK_NOT_HAD, '40P01']);

/** Tries a migration until it gets its locks, within bounds. */
export class Attempts {
  private watch: LockWatch | null = null;
  private pid = 0;

  constructor(
    private readonly databaseUrl: string,
    private readonly options: AttemptOptions,
  ) {}

  /**
   * What a session that migrates is set to. A migration may take as long as it needs, but never waits
   * long for a table, and does not stay behind with its locks when this process is gone.
   */
  get sessionSettings(): string {
    return `SET lock_timeout = ${this.options.lockTimeoutMs ?? LOCK_TIMEOUT_MS};
      SET statement_timeout = 0;
      SET idle_in_transaction_session_timeout = '60s';
      SET client_connection_check_interval = '5s'`;
  }

  /** Watches the session with this process number of PostgreSQL. */
  async begin(pid: number): Promise<void> {
    this.pid = pid;
    // Without it, messages are poorer; a migration does not fail for that.
    this.watch = await LockWatch.open(this.databaseUrl).catch(() => null);
  }

  async end(): Promise<void> {
    await this.watch?.close();
  }

  /** @throws MigrationFailed */
  async make(
    what: Pick<FailedAttempt, 'migration' | 'inTransaction' | 'done'>,
    work: () => Promise<void>,
    pid: number = this.pid,
  ): Promise<void> {
    const { say = () => undefined, attempts = ATTEMPTS } = this.options;
    const tell = (wait: Wait): void => say(`${what.migration} waits for ${inWords(wait)}.`);
    for (let attempt = 1; ; attempt++) {
      try {
        return await (this.watch?.during(pid, tell, work) ?? work());
      } catch (cause) {
        const passing = PASSING.has(sqlState(cause) ?? '');
        const wait = this.watch?.lastWait ?? null;
        if (!passing || attempt === attempts) {
          throw new MigrationFailed({ ...what, cause, wait, attempts: passing ? attempt : 1 });
        }
        const pauseMs = this.pauseBefore(attempt + 1);
        const why = wait ? inWords(wait) : 'a lock';
        say(
          `${what.migration} did not get ${why}. Attempt ${attempt + 1} of ${attempts} in ${pauseMs / 1000} s.`,
        );
        await setTimeout(pauseMs);
      }
    }
  }

  private pauseBefore(attempt: number): number {
    const first = this.options.firstPauseMs ?? FIRST_PAUSE_MS;
    return Math.min(first * 2 ** (attempt - 2), LONGEST_PAUSE_MS);
  }
}

const inWords = ({ wants, holders }: Wait): string => `${wants}, held by ${holders.join(', ')}`;
