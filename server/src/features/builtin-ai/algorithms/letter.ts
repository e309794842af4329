/**
 * What a person wrote in a letter, without what every letter has: quoted replies, forwarded
 * headers, greeting, closing, signature, disclaimer. A text that is no letter comes back as it is.
 */
export function letterBody(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const end = lines.findIndex((line, i) => i > 0 && CUT.test(line.trim()));
  const own = (end === -1 ? lines : lines.slice(0, end)).filter((line) => !/^\s*>/.test(line));

  const first = own.findIndex((line) => line.trim() !== '');
  if (first !== -1) own[first] = (own[first] ?? '').replace(GREETING, '');

  const closing = own.findIndex((line, i) => i > first && CLOSING.test(line.trim()));
  const body = (closing === -1 ? own : own.slice(0, closing)).join('\n').trim();
  // Cutting must never leave nothing: "Thanks, Tom" is all that some letters say.
  return body.includes(' ') && /\p{L}/u.test(body) ? body : text.trim();
}

const GREETING =
  /^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|to whom it may concern)\b[^,.!?:\n]{0,40}(?:[,!:.]\s*|$)/i;

const CLOSING =
  /^(?:(?:many |kind |best |warm(?:est)? |with kind |with |all the )?(?:thanks|thank you|regards|wishes|best|greetings)|cheers|sincerely|yours (?:faithfully|sincerely|truly)|met vriendelijke groet(?:en)?|groeten|mit freundlichen grüßen|cordialement)(?: (?:a lot|again|so much|in advance|and regards|for your help|very much))?[\s,.!]*(?:\p{Lu}[\p{L}.'-]*\s*){0,3}$/iu;

/** Everything from such a line on is not the writer's message. */
const CUT =
  /^(?:--\s*$|_{5,}|-{3,} ?(?:original|forwarded) message|begin forwarded message|on .{5,80} wrote:$|from: .+@|sent from my |get outlook for |this (?:e-?mail|message) (?:and any|is confidential|is intended|may contain))/i;
