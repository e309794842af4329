/**
 * True when an error says that the database could not be reached, went away during a call, or has no
 * connection left. Codes of five characters: https://www.postgresql.org/docs/16/errcodes-appendix.html
 */
export function isConnectionLoss(error: unknown): boolean {
  const cause = (error as { driverError?: unknown } | null)?.driverError ?? error;
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown };
  return (
    (typeof code === 'string' &&
      // The name of a container that restarts is unknown for a moment.
      /^(ECONN|EPIPE|ENOENT|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|57P0[123]|08|53300)/.test(
        code,
      )) ||
    (typeof message === 'string' &&
      /Connection terminated|timeout exceeded when trying to connect|not queryable|Query read timeout/.test(
        message,
      ))
  );
}

/** True when the database did not answer in time: `query_timeout` of the pool. */
export function isQueryTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}
