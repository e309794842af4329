/** Milliseconds that a `Retry-After` header asks to wait: seconds, or an HTTP date. */
export function retryAfterMs(header: string | undefined, nowMillis: number): number | undefined {
  if (header === undefined) return undefined;
  const value = header.trim();
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const until = Date.parse(value);
  return Number.isNaN(until) ? undefined : Math.max(0, until - nowMillis);
}
