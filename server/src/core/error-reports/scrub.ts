const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const IDENTIFIER = /^"[A-Za-z_][A-Za-z0-9_.:-]{0,62}"$/;
const MAX_LENGTH = 1_000;

/**
 * A message without what may be somebody's: secrets, addresses of people, queries of addresses, and
 * quoted values that are no names of our own. What is left says what kind of thing went wrong.
 *
 * Server and client have the same file each; a test compares them.
 */
export function withoutSecrets(text: string): string {
  return text
    .slice(0, 10 * MAX_LENGTH)
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"']*@/gi, '$1[hidden]@')
    .replace(/(\/\/?[^\s"'?#]+)[?#][^\s"']*/g, '$1?[hidden]')
    .replace(/\b(bearer|basic)\s+[^\s"',;]+/gi, '$1 [hidden]')
    .replace(
      /\b([\w-]*(?:password|passwd|secret|token|api[-_]?key|authorization|cookie)[\w-]*)["']?\s*[:=]\s*("[^"]*"|'[^']*'|[^\s,;]+)/gi,
      '$1=[hidden]',
    )
    .replace(/[^\s@"'<>(]+@[^\s@"'<>)]+\.[a-z]{2,}/gi, '[e-mail]')
    .replace(/"[^"]*"/g, (quoted) => (IDENTIFIER.test(quoted) ? quoted : '"[hidden]"'))
    .replace(/[A-Za-z0-9_+/=.-]{24,}/g, (run) =>
      UUID.test(run) || !/\d/.test(run) ? run : '[hidden]',
    )
    .slice(0, MAX_LENGTH);
}
