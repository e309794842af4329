const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const IDENTIFIER = /^"[A-Za-z_][A-Za-z0-9_.:-]{0,62}"$/;
const MAX_READ = 2_000;
const MAX_LENGTH = 1_000;

/**
 * A message without what may be somebody's: secrets, addresses of people, queries of addresses, and
 * values in double quotes that are no names of our own. What is left says what kind of thing went wrong.
 *
 * Anybody may send a text, so each pattern takes time in proportion to its length: a repeat without
 * a limit begins only where one kind of character ends, so that no character is tried as many
 * beginnings. Server and client have the same file each; a test compares them.
 */
export function withoutSecrets(text: string): string {
  return beginningOf(text)
    .replace(/:\/\/[^\s/@"']*@/g, '://[hidden]@')
    .replace(/(\/[^\s"'?#/]*)[?#][^\s"']*/g, '$1?[hidden]')
    .replace(/\b(bearer|basic)\s+[^\s"',;]+/gi, '$1 [hidden]')
    .replace(
      /(?<![\w-])(?=[\w-]*(?:password|passwd|secret|token|api[-_]?key|authorization|cookie))([\w-]+)["']?\s*[:=]\s*("[^"]*"|'[^']*'|[^\s,;]+)/gi,
      '$1=[hidden]',
    )
    .replace(/[^\s@"'<>(]{1,64}@[^\s@"'<>)]+\.[a-z]{2,}/gi, '[e-mail]')
    .replace(/"[^"]*"/g, (quoted) => (IDENTIFIER.test(quoted) ? quoted : '"[hidden]"'))
    .replace(/[A-Za-z0-9_+/=.-]{24,}/g, (run) =>
      UUID.test(run) || !/\d/.test(run) ? run : '[hidden]',
    )
    .slice(0, MAX_LENGTH);
}

/** What a cut would leave of a secret is not known as one: the word goes, and open quotes are closed. */
function beginningOf(text: string): string {
  if (text.length <= MAX_READ) return text;
  const words = text.slice(0, text.lastIndexOf(' ', MAX_READ) + 1);
  return `${words}…'"`;
}
