const YEAR_SECONDS = 365 * 24 * 3600;

/** Keeps a choice of the reader for the server's next page; never for anything secret. */
export function setCookie(name: string, value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
