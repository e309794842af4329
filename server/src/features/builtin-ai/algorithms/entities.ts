import nlp from 'compromise';
import { KNOWN_NAMES } from './known-names.js';
import { STOP_WORDS } from './text.js';
import { dot, type Embedder, type Vector } from './vectors.js';

export type EntityKind = 'people' | 'places' | 'organisations';
type Vote = Record<EntityKind | 'other', number>;

/** A name and where it stands. */
export interface Entity {
  text: string;
  start: number;
  end: number;
  kind: EntityKind;
}

/**
 * People, places and organisations. Every run of capitalised words is a candidate; three witnesses
 * vote on it: the words around it ("Dr.", "in", "Ltd"), compromise's grammar and lists of names, and
 * the nearest of known names by meaning (which knows Eindhoven and Priya without a list of them).
 */
export async function findEntities(embedder: Embedder, text: string): Promise<Entity[]> {
  const candidates = candidatesIn(text);
  if (candidates.length === 0) return [];
  const tags = tagged(text);
  const known = await knownNames(embedder);
  const distinct = [...new Set(candidates.map(({ text: name }) => name))].slice(0, MAX_NAMES);
  const vectors = await embedder.embed(distinct);
  const byName = new Map<string, Vote>();
  distinct.forEach((name, i) => byName.set(name, nearest(vectors[i]!, known)));

  // A name that occurs more than once is decided once, with all the evidence.
  for (const candidate of candidates) {
    const vote = byName.get(candidate.text);
    if (vote) add(vote, contextVote(text, candidate));
  }
  for (const name of distinct) add(byName.get(name)!, nameVote(name, tags));
  for (const name of distinct) borrow(name, byName);

  return candidates.flatMap((candidate) => {
    const vote = byName.get(candidate.text);
    if (!vote) return [];
    const [kind, score] = (Object.entries(vote) as [keyof Vote, number][]).reduce((a, b) =>
      b[1] > a[1] ? b : a,
    );
    return kind === 'other' || score < ENOUGH ? [] : [{ ...candidate, kind }];
  });
}

const MAX_NAMES = 150;
const ENOUGH = 0.9;
const LIST_WEIGHT = 1.2;
const MEANING_WEIGHT = 3;

interface Candidate {
  text: string;
  start: number;
  end: number;
  /** Stands where any word would have a capital. */
  initial: boolean;
}

const CONNECTOR =
  '(?:van der|van den|van de|van|von|de la|de|del|della|di|da|dos|du|la|le|el|al|bin|of the|of|and|&|for)';
const WORD = String.raw`\p{Lu}[\p{L}\p{N}]*(?:['’.&-]\p{L}[\p{L}\p{N}]*)*`;
const RUN = new RegExp(
  String.raw`(?<![\p{L}\p{N}@/._-])${WORD}(?:(?: |\u00a0)(?:${CONNECTOR} )?${WORD}|(?: (?:&|and) )(?:Sons|Co|Partners|Brothers|Daughters))*`,
  'gu',
);
const TITLE =
  /^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Madam|Lady|Lord|Rector|President|Director|Mayor|Minister|Doctor|Captain|King|Queen)\b\.?\s*/;
const LEGAL =
  /\b(?:Ltd|Limited|Inc|LLC|GmbH|AG|BV|B\.V|NV|N\.V|SA|SE|PLC|plc|Corp|Corporation|Company|Co|Group|Holding|Holdings|University|College|School|Bank|Hospital|Museum|Foundation|Stichting|Institute|Ministry|Council|Association|Union|Nations|Airlines|Airways|Partners|Sons|Brothers|Committee|Agency|Department|Insurance|Logistics|Analytics|Software|Systems|Services|Studio|Church|Party|Society|Club)\b/;
const STREET = /(?:straat|laan|gracht|strasse|straße|street|road|avenue|lane|square|boulevard)$/i;
const NOT_A_NAME =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|Christmas|Easter|Black Friday|I|I'(?:m|ll|ve|d)|OK|PS|FYI|ASAP|CEO|CFO|CTO|HR|IT|VAT|IBAN|BIC|PDF|CSV|API|URL|GDPR|ID|EU|TV|EUR|USD|GBP|CHF|Hi|Hello|Hey|Dear|Thanks|Thank|Regards|Cheers|Kind|Best|Yours|Sincerely|Good|English|Dutch|German|French|Spanish|Italian|Note|Action|Todo|Reminder|Minutes|Agenda|Re|Fwd|Subject|From|To|Date|Sent|Cc)$/;

function candidatesIn(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(RUN)) {
    let name = match[0];
    let start = match.index;
    const drop = (count: number): void => {
      name = name.slice(count);
      start += count;
    };
    // "Hi Sandra", "Could Priya", "The University": the first word has its capital from the sentence.
    for (
      let first = firstWord(name);
      first !== '' && isOrdinary(first) && name.length > first.length;
      first = firstWord(name)
    ) {
      drop(first.length);
      drop(/^\s*/.exec(name)![0].length);
    }
    const title = TITLE.exec(name);
    if (title) drop(title[0].length);
    name = name.replace(/ (?:and|of|the|for|de|van|von|la|le|&)$/, '');
    name = name.replace(/['’]s$/, '').trim();
    if (
      name.length < 2 ||
      NOT_A_NAME.test(name) ||
      isOrdinary(name) ||
      /^\p{Lu}+\d|\d{3}/u.test(name) ||
      !/^\p{Lu}/u.test(name)
    )
      continue;
    if (/^(?:[-@]|\.\p{Ll}|\p{N})/u.test(text.slice(start + name.length))) continue; // part of a code or an address
    const before = text.slice(0, start);
    const initial = /(?:^|[.!?:;]\s+|\n\s*|[-*•]\s+)$/.test(before);
    for (const part of splitPair(name, start)) found.push({ ...part, initial });
  }
  return found;
}

const firstWord = (name: string): string => /^[\p{L}\p{N}'’]+(?=\s|$)/u.exec(name)?.[0] ?? '';
const isOrdinary = (word: string): boolean =>
  STOP_WORDS.has(word.toLowerCase()) || NOT_A_NAME.test(word);

/**
 * "Emma and Oliver" and "Ahmed of Rabobank" are two names; "Johnson and Sons" and "University of
 * Oxford" are one.
 */
function splitPair(name: string, start: number): { text: string; start: number; end: number }[] {
  const pair = / (?:and|of|for)(?: the)? /.exec(name);
  if (!pair) return [{ text: name, start, end: start + name.length }];
  const [first, second] = [name.slice(0, pair.index), name.slice(pair.index + pair[0].length)];
  const isOne = pair[0].startsWith(' and') ? FAMILY_FIRM.test(second) : LEGAL.test(first);
  if (isOne && !/ and /.test(second)) return [{ text: name, start, end: start + name.length }];
  if (isOne) {
    const end = name.lastIndexOf(' and ');
    return [
      { text: name.slice(0, end), start, end: start + end },
      ...splitPair(name.slice(end + 5), start + end + 5),
    ];
  }
  return [
    { text: first, start, end: start + pair.index },
    ...splitPair(second, start + pair.index + pair[0].length),
  ];
}

const FAMILY_FIRM = /^(?:Sons|Co|Partners|Brothers|Daughters)\b/;

/** What the words around a name say about it. */
function contextVote(text: string, { start, end, initial }: Candidate): Vote {
  const before = text.slice(Math.max(0, start - 30), start);
  const after = text.slice(end, end + 30);
  const vote: Vote = { people: 0, places: 0, organisations: 0, other: 0 };
  if (
    /(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Rector|President|Director|Mayor|Minister)\.?\s|\b(?:[Dd]ear|[Hh]i|[Hh]ello|[Hh]ey|thanks|regards|[Nn]ame(?: of [a-z ]+)?:?|[Rr]eported by|donor:|signed by|daughter|son|wife|husband|colleague|brother|sister),?\s)$/.test(
      before,
    )
  )
    vote.people += 2;
  if (/\b(?:ask|tell|told|call|with|meet|met|let|by|remind|thank)\s$/i.test(before))
    vote.people += 0.4;
  if (
    /^(?:,? (?:will|said|says|promised|asked|asks|needs|wants|thinks|told|agreed|offered|explained|reported|wrote|called|is going|has to|and I|who)\b| to (?!the |a |[A-Z]))/.test(
      after,
    )
  )
    vote.people += 0.8;
  if (/\b(?:in|near|around|via|outside|throughout)\s$/i.test(before)) vote.places += 1.2;
  if (/\b(?:from|to|towards|at|city of|branch in)\s$/i.test(before)) vote.places += 0.5;
  if (/^ (?:branch|office|airport|station|region)\b/.test(after)) vote.places += 0.8;
  if (
    /\b(?:at|for|of|with|company|supplier|joined|left|bought at|goes to|signed with)\s$/i.test(
      before,
    )
  )
    vote.organisations += 0.4;
  if (/\bthe\s$/i.test(before)) vote.organisations += 0.8;
  if (
    /^(?:'s)? (?:announced|opens|opened|delivers|will deliver|signed|reports|launched|bought|acquired|employs|offers|charged)\b/.test(
      after,
    )
  )
    vote.organisations += 1;
  // "Register with": an ordinary word at the start of a sentence.
  if (initial && !/ /.test(text.slice(start, end))) vote.other += 0.8;
  if (initial && /^:/.test(after)) vote.other += 2;
  return vote;
}

/** What the name itself and compromise's lists say about it. */
function nameVote(name: string, tags: Record<EntityKind, string[]>): Vote {
  const vote: Vote = { people: 0, places: 0, organisations: 0, other: 0 };
  if (LEGAL.test(name)) vote.organisations += 2.5;
  if (STREET.test(name)) vote.other += 1.5;
  if (/^[\p{Lu}\d&]{2,6}$/u.test(name)) vote.organisations += 0.8;
  if (/\p{Ll}\p{Lu}/u.test(name) && !/^(?:Mc|Mac|De|Van)/.test(name)) vote.organisations += 1;
  if (name.includes(' ')) vote.other -= 0.6;
  for (const kind of ['people', 'places', 'organisations'] as const) {
    if (tags[kind].some((other) => same(other, name))) vote[kind] += LIST_WEIGHT;
    else if (tags[kind].some((other) => other.includes(name) || name.includes(other)))
      vote[kind] += LIST_WEIGHT / 2;
  }
  return vote;
}

const same = (a: string, b: string): boolean =>
  a.replace(/[^\p{L}\p{N}]/gu, '') === b.replace(/[^\p{L}\p{N}]/gu, '');

/** compromise's own answer, as one of the witnesses. */
function tagged(text: string): Record<EntityKind, string[]> {
  const doc = nlp(text);
  const clean = (names: string[]): string[] =>
    names
      .map((name) => name.replace(/^[\s"'(]+|[\s"'.,;:!?)]+$/g, ''))
      .filter((name) => name.length > 1);
  return {
    people: clean(doc.people().out('array')),
    places: clean(doc.places().out('array')),
    organisations: clean(doc.organizations().out('array')),
  };
}

/** "Visser" is the person that "Anneke Visser" is. */
function borrow(name: string, votes: Map<string, Vote>): void {
  const longer = [...votes.keys()].find(
    (other) => other !== name && other.split(' ').includes(name),
  );
  if (longer) votes.get(name)!.people += Math.max(0, votes.get(longer)!.people - 1);
}

function add(to: Vote, from: Vote): void {
  for (const kind of Object.keys(from) as (keyof Vote)[]) to[kind] += from[kind];
}

async function knownNames(embedder: Embedder): Promise<Record<keyof Vote, Vector[]>> {
  const kinds = Object.keys(KNOWN_NAMES) as (keyof Vote)[];
  const entries: [keyof Vote, Vector[]][] = [];
  for (const kind of kinds) entries.push([kind, await embedder.embed([...KNOWN_NAMES[kind]])]);
  return Object.fromEntries(entries) as Record<keyof Vote, Vector[]>;
}

/** How close the name is to known ones of each kind, by the three nearest of each. */
function nearest(vector: Vector, known: Record<keyof Vote, Vector[]>): Vote {
  const vote: Vote = { people: 0, places: 0, organisations: 0, other: 0 };
  for (const kind of Object.keys(known) as (keyof Vote)[]) {
    const best = known[kind]
      .map((other) => dot(other, vector))
      .sort((a, b) => b - a)
      .slice(0, 3);
    vote[kind] = (MEANING_WEIGHT * best.reduce((a, b) => a + b, 0)) / best.length;
  }
  return vote;
}
