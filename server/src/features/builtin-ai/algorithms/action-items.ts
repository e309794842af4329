import type { ActionItem } from '../../../engine/builtin-ai.js';
import type { DateSpan } from './dates.js';
import { splitSentences, type Span } from './text.js';

const MODAL = String.raw`will|'ll|’ll|shall|must|should|needs? to|has to|have to|had better|is going to|are going to|am going to|promised to|agreed to|offered to|is to|are to|undertakes to|to`;
/** Somebody who can do something: a person's name, or I, we, you, the team. */
const WHO = String.raw`(?:\p{Lu}[\p{L}'’-]+(?: (?:(?:van|de|der|von) )*\p{Lu}[\p{L}'’-]+){0,2}|I|[Ww]e|[Yy]ou|[Ss]he|[Hh]e|[Ss]omebody|[Ss]omeone|[Tt]he team)`;
const PROMISE = new RegExp(
  String.raw`(?:^|[\s,(:;])(?<who>${WHO})(?: (?:also|then|and \p{Lu}\p{Ll}+))?(?:\s(?<modal>${MODAL})|(?<short>['’]ll))\s(?:also |then |please |now |have to |need to )?(?<verb>[a-z]+)`,
  'u',
);
const REQUEST =
  /(?:^|[\s,;])(?:please|kindly|don['’]?t forget to|do not forget to|remember to|make sure|be sure to|see to it that)\s+(?:also |do )?(?<verb>[a-z]+)/i;
const QUESTION = new RegExp(
  String.raw`^(?:\p{L}+, )?(?:[Aa]nd )?(?:[Cc]an|[Cc]ould|[Ww]ould|[Ww]ill) (?<who>you|${WHO})(?: please| kindly| be so kind as to)? (?<verb>[a-z]+)`,
  'u',
);
const LABELLED =
  /^(?:[-*•]\s*)?(?:action(?: item)?s?|to[- ]?do|task|follow[- ]up|next steps?)\s*(?:\([^)]{1,40}\))?\s*[:–-]\s*/i;
const CHECKBOX = /^(?:[-*•]\s*)?\[[ x]?\]\s+/i;

/** Verbs that tell what is or may be, not what somebody is to do. */
const NO_ACTION =
  /^(?:be|have|like|need|want|know|think|see|seem|find|help me understand|tell|get|feel|become|remain|enjoy|hope|look|work|cost|take|arrive|speak|know|understand|wonder|expect|never|not)$/;
const NO_ACTION_REQUEST =
  /^(?:note|accept|excuse|forgive|feel|find|let|be|not|do|do not|don['’]?t|see)$/i;

/** What somebody is asked or promises to do. `people` are names that are known to be people's. */
export function findActionItems(
  text: string,
  dates: DateSpan[],
  people: string[],
): (Span & ActionItem)[] {
  const addressee =
    /^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\s+(\p{Lu}[\p{L}'’-]+)/iu.exec(
      text,
    )?.[1] ?? null;
  const items: (Span & ActionItem)[] = [];
  for (const clause of clausesOf(text, people)) {
    const found = readClause(clause.text, people, addressee);
    if (!found) continue;
    const due = dates.find((date) => date.start >= clause.start && date.end <= clause.end);
    items.push({
      ...clause,
      text: found.text,
      owner: found.owner,
      due: due?.until ?? due?.date ?? null,
    });
  }
  return items;
}

function readClause(
  clause: string,
  people: string[],
  addressee: string | null,
): { text: string; owner: string | null } | null {
  const label = LABELLED.exec(clause) ?? CHECKBOX.exec(clause);
  const text = label ? clause.slice(label[0].length) : clause;
  const vocative = /^(?<name>\p{Lu}\p{L}+), /u.exec(text)?.groups?.name;
  const asked = vocative && people.includes(vocative) ? vocative : addressee;
  const isQuestion = /\?\s*$/.test(text);

  const question = QUESTION.exec(text.replace(/^(?:Hi|Hello|Hey|Dear) [^,]{1,30}, /i, ''));
  if (question && isQuestion) {
    const { who = '', verb = '' } = question.groups ?? {};
    if (/^(?:you)$/i.test(who)) return NO_ACTION.test(verb) ? null : { text, owner: asked };
    return people.includes(who) && !/^(?:be|have)$/.test(verb) ? { text, owner: who } : null;
  }
  const request = REQUEST.exec(text);
  if (request && !NO_ACTION_REQUEST.test(request.groups?.verb ?? '')) return { text, owner: asked };
  if (isQuestion) return null;

  const promise = PROMISE.exec(text);
  if (promise) {
    const { who = '', modal = "'ll", verb = '' } = promise.groups ?? {};
    const person = people.some((name) => name === who || name.split(' ').includes(who));
    const pronoun = /^(?:I|we|somebody|someone|the team)$/i.test(who);
    const you = /^you$/i.test(who) && /must|should|need|have to/.test(modal);
    // "I have to", "we will be": for pronouns only a clear promise counts.
    const clear = person || you || (pronoun && !NO_ACTION.test(verb));
    if (clear && (person ? !/^(?:be|have|like|not|never|speak)$/.test(verb) : true)) {
      return { text, owner: /^you$/i.test(who) ? asked : who };
    }
  }
  return label ? { text, owner: people.find((name) => text.includes(name)) ?? null } : null;
}

/** Sentences, cut where a next person gets the next task: "Sofia prepares the agenda, Daniel to invite...". */
function clausesOf(text: string, people: string[]): Span[] {
  return splitSentences(text).flatMap((sentence) => {
    const cuts = [0];
    const pattern = new RegExp(
      String.raw`(?:[;,]|,? and|,? but)\s+(?=(?<who>${WHO})(?:\s(?:${MODAL})\s|['’]ll\s))`,
      'gu',
    );
    for (const match of sentence.text.matchAll(pattern)) {
      const who = match.groups?.who ?? '';
      if (people.includes(who) || /^(?:I|we)$/i.test(who)) cuts.push(match.index + match[0].length);
    }
    return cuts.map((from, i) => {
      const to = cuts[i + 1] ?? sentence.text.length;
      const raw = sentence.text.slice(from, to);
      const clause = raw.replace(/(?:[;,\s]|\sand|\sbut)+$/, '');
      return {
        text: clause,
        start: sentence.start + from,
        end: sentence.start + from + clause.length,
      };
    });
  });
}
