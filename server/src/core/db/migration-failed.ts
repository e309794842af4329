import type { Wait } from './lock-watch.js';

const SHOWN_CHARACTERS = 300;
/** SQLSTATE of a lock that was not had in time. */
export const LOCK_NOT_HAD = '55P03';

/** What PostgreSQL and TypeORM tell of a statement that failed. */
interface SqlFault {
  message?: string;
  query?: string;
  code?: string;
  position?: string;
  driverError?: SqlFault;
}

export interface FailedAttempt {
  /** Name of the migration, or of the part that failed. */
  migration: string;
  cause: unknown;
  attempts: number;
  wait: Wait | null;
  /** False when what the migration did before the fault stays. */
  inTransaction: boolean;
  /** Migrations of this call that were carried out before. */
  done: string[];
}

/**
 * A migration that could not be carried out, told for the person who has to do something about it.
 * Values stay out: PostgreSQL's `DETAIL` quotes rows, so it is left to the database's own log.
 */
export class MigrationFailed extends Error {
  constructor(attempt: FailedAttempt) {
    super(describe(attempt), { cause: attempt.cause });
  }
}

/** SQLSTATE of what the database said; undefined when it was something else. */
export function sqlState(error: unknown): string | undefined {
  const fault = error as SqlFault | null;
  return fault?.driverError?.code ?? fault?.code;
}

/** What the database said, also where a migration tells it in words of its own. */
function saidByDatabase(cause: unknown): SqlFault | null {
  const told = sqlState(cause) === undefined && cause instanceof Error && cause.cause !== undefined;
  return (told ? cause.cause : cause) as SqlFault | null;
}

function describe({ migration, cause, attempts, wait, inTransaction, done }: FailedAttempt) {
  const state = sqlState(cause);
  const message = cause instanceof Error ? cause.message : String(cause);
  const lines =
    attempts > 1
      ? [`${migration} did not get its lock, ${attempts} times in a row.`]
      : [`${migration} failed: ${message}${state === undefined ? '' : ` (SQLSTATE ${state})`}`];
  const fault = saidByDatabase(cause);
  if (wait && (attempts > 1 || sqlState(fault) === LOCK_NOT_HAD)) {
    lines.push(`  It wants ${wait.wants}`, ...wait.holders.map((holder) => `  held by ${holder}`));
  }
  const statement = statementOf(fault);
  if (statement !== undefined) lines.push(`  Statement: ${statement}`);
  lines.push(
    inTransaction
      ? '  It was rolled back: the schema is as it was before it, and the program that runs goes on.'
      : '  It works outside a transaction: what it did before stays, and the next start goes on there.',
  );
  if (done.length > 0) lines.push(`  Carried out before it: ${done.join(', ')}.`);
  return lines.join('\n');
}

/** The statement that failed, on one line; of several in one text the one at the fault. */
function statementOf(fault: SqlFault | null): string | undefined {
  const text = fault?.query;
  if (text === undefined) return undefined;
  // The position counts characters from 1; without one, it is not known which of several it was.
  const position = Number(fault?.driverError?.position ?? 0);
  const from = position === 0 ? 0 : text.lastIndexOf(';', position - 1) + 1;
  const line = text.slice(from).replaceAll(/--.*$/gm, '').replaceAll(/\s+/g, ' ').trim();
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)} …` : line;
}
