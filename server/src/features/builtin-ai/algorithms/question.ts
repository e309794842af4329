import { words } from './text.js';

/** What kind of thing answers a question, read from the words that it begins with. */
export type AnswerKind =
  | 'holder'
  | 'time'
  | 'duration'
  | 'money'
  | 'amount'
  | 'person'
  | 'place'
  | 'name'
  | 'colour'
  | 'reason'
  | 'permission'
  | 'other';

/** First match wins. */
const QUESTION_KINDS: [AnswerKind, RegExp][] = [
  ['holder', /^who (?:is|was|are|were|will be|became|becomes) (?:the|our|your|an?) /],
  ['person', /^(?:(?:to|from|with|by|for) )?(?:who|whom|whose)\b/],
  ['reason', /^why\b|\bwhat (?:is|was|are|were) the (?:reason|cause)s?\b|\bhow come\b/],
  [
    'time',
    /^(?:until |since |by |from |till )?when\b|\b(?:what|which) (?:time|date|day|month|year|hour|weekday)s?\b|\bdeadline\b|\b(?:opening|office|business) hours\b/,
  ],
  ['colour', /\b(?:what|which) colou?r\b/],
  [
    'duration',
    /\bhow (?:long|often|soon|quickly|fast|frequently|early|late|far in advance)\b|\bhow many (?:minutes|hours|days|weeks|months|years)\b/,
  ],
  [
    'money',
    /\bhow (?:much|expensive|high)\b.*\b(?:cost|price|pay|paid|charged?|money|spen[dt]|fee|fine|budget|salary|rent|earn|income|subscription)\b|\b(?:what|which)\b.*\b(?:price|costs?|fee|fine|budget|salary|pay|paid|spen[dt]|charge|rent|income|surplus)\b/,
  ],
  [
    'amount',
    /\bhow (?:much|many|high|heavy|big|large|old|tall|far|wide|deep|hot|cold)\b|\bwhat percentage\b/,
  ],
  [
    'amount',
    /\b(?:what|which)\b.*\b(?:amount|number of|minimum|maximum|highest|lowest|largest|smallest|limit|size|length|weight|height|width|rate|temperature|speed|total|score)\b/,
  ],
  ['place', /\bwhere\b|\b(?:what|which) (?:room|floor|building|address|street)\b/],
  [
    'name',
    /\b(?:what|which) (?:city|country|town|region|company|agency|airline|hotel|shop|insurer|brand|supplier|firm|organi[sz]ation|bank|school|make|model|manufacturer|carrier|vendor)\b|\bname of\b/,
  ],
  [
    'permission',
    /^(?:am|are|is|may|can|could|must|should|do|does|did|will|would|has|have|was|were)\b/,
  ],
];

export function answerKind(question: string): AnswerKind {
  const text = question.toLowerCase().trim();
  return QUESTION_KINDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
}

const NUMBER_WORD =
  '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half|dozen)';
const TIME_UNIT =
  '(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|quarters?|years?)';
const MONTH =
  '(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)';
const WEEKDAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)days?';

/** What must be in a passage for it to be able to answer; kinds that need nothing certain are absent. */
const EVIDENCE: Partial<Record<AnswerKind, RegExp>> = {
  time: new RegExp(
    `\\b(?:${MONTH}|may \\d|\\d may|${WEEKDAY}|weekends?|weekdays?|noon|midnight|morning|afternoon|evening|today|tomorrow|yesterday|christmas|easter|spring|summer|autumn|winter|(?:1[89]|20)\\d\\d|\\d{1,2}[:.]\\d\\d|\\d{1,2} ?(?:am|pm)|o'clock|(?:\\d+|${NUMBER_WORD}|an?|the (?:first|last)) (?:working |business |calendar )?${TIME_UNIT}|(?:first|last) of (?:the|each|every) month|(?:as soon as|once|after|before|when) )`,
    'i',
  ),
  duration: new RegExp(
    `\\b(?:\\d+|${NUMBER_WORD}|an?|each|every|per|once|twice|few|several|the same) ?(?:an? |and a half )?(?:working |business |calendar |more |other )*${TIME_UNIT}\\b|\\b(?:daily|weekly|monthly|yearly|annual(?:ly)?|quarterly|hourly|regularly|immediately|at once|the same day|straight away)\\b|\\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\\b|\\b${NUMBER_WORD}-${TIME_UNIT}`,
    'i',
  ),
  amount: new RegExp(`\\d|\\b${NUMBER_WORD}\\b|\\b(?:free|no (?:charge|limit|fee))\\b`, 'i'),
  money:
    /[€$£¥]|\b(?:euros?|dollars?|pounds?|cents?|pence|yen|francs?|eur|usd|gbp|chf)\b|\b\d+[.,]\d\d\b|\b(?:thousand|million|billion)\b|\b(?:costs?|price|fee|pays?|charge)\b[^.]*\d|\bfree\b/i,
  colour:
    /\b(?:red|orange|yellow|green|blue|purple|violet|pink|brown|black|white|grey|gray|silver|gold|golden|beige|turquoise)\b/i,
  reason:
    /\b(?:because|since|as|due to|owing to|thanks to|so that|therefore|caused|reason|after|cannot|otherwise|in order to|prevent|for|to)\b/i,
  permission:
    /\b(?:may|might|can|cannot|can't|must|allowed?|permit(?:s|ted)?|permission|consent|forbidden|prohibited|excluded|only|not|never|no|none|neither|free|fine|possible|need|required?|provided|if|available|includes?|included|accept(?:s|ed)?|except(?:ions?)?|welcome|works?|supports?)\b/i,
};

/** A capital inside a sentence, apart from days and months. */
const NAME =
  /(?<=[\p{Ll}\d,;:)"'’]\s)["'“]?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May\b|June|July|August|September|October|November|December|I\b)\p{Lu}[\p{L}\d.&-]+/u;
/** Words that a document writes with a capital inside a sentence; at the start of one they are names too. */
export function namesIn(document: string): Set<string> {
  const all = new RegExp(NAME.source, 'gu');
  return new Set([...document.matchAll(all)].map(([name]) => name.replace(/^["'“]/, '')));
}

const PLACE =
  /\b(?:at|in|on|behind|under|near|beside|next to|opposite|above|below|inside|outside|from)\s+(?:the|an?|our|your|his|her)\b/i;
const ROLE =
  /\b(?:manager|lead|leader|director|officer|adviser|advisor|assistant|caretaker|president|owner|founder|chair(?:man|woman|person)?|mayor|head|boss|secretary|treasurer|teacher|doctor|nurse|engineer|editor|administrator|colleagues?|team|department|desk|staff|board|council|police|company|supplier|customers?|tenants?|employees?|members?|visitors?|volunteers?|parents?|students?|everyone|everybody|anyone|nobody|he|she|they|we|you)\b/i;

/** 1 when the passage holds the kind of thing that was asked for, 0 when it does not, between when unclear. */
export function answerFit(
  kind: AnswerKind,
  passage: string,
  names: ReadonlySet<string> = new Set(),
): number {
  const named = NAME.test(passage) || names.has(/^[\p{L}\d.&-]+/u.exec(passage)?.[0] ?? '');
  switch (kind) {
    case 'other':
      return 0.5;
    case 'name':
      return named ? 1 : 0;
    case 'holder': // "Who is the director?" asks for a name; "the director" alone is no answer
      return named ? 1 : 0;
    case 'person':
      return named ? 1 : ROLE.test(passage) ? 0.6 : 0;
    case 'place':
      return named ? 0.8 : PLACE.test(passage) ? 0.6 : 0;
    case 'reason':
      return /\b(?:because|due to|owing to|thanks to|so that|caused|reason)\b/i.test(passage)
        ? 1
        : EVIDENCE.reason!.test(passage)
          ? 0.5
          : 0;
    case 'amount':
      return EVIDENCE.amount!.test(withoutDates(passage)) ? 1 : 0;
    case 'duration': // "how long" may ask for a length or a queue as well
      return EVIDENCE.duration!.test(passage) ? 1 : EVIDENCE.amount!.test(passage) ? 0.4 : 0;
    default:
      return EVIDENCE[kind]!.test(passage) ? 1 : 0;
  }
}

/** The number of a day, a year or an hour counts nothing. */
const withoutDates = (passage: string): string => passage.replace(DATE_NUMBERS, ' ');
const DATE_NUMBERS = new RegExp(
  `\\b\\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:${MONTH}|may)\\b|\\b(?:${MONTH}|may) \\d{1,2}\\b|\\b(?:1[89]|20)\\d\\d\\b|\\b\\d{1,2}[:.]\\d\\d\\b`,
  'gi',
);

/** The question without the words that only make it a question: closer to how an answer is worded. */
export function asStatement(question: string): string {
  const plain = question
    .trim()
    .replace(/[?!.\s]+$/, '')
    .replace(
      /^(?:(?:until|since|by|at|in|on|to|for|from|with|of) )?(?:who|whom|whose|what|which|when|where|why|how)(?:'s)?\b(?: (?:long|often|soon|quickly|fast|much|many|heavy|big|old|far|high))?\s*/i,
      '',
    )
    .replace(
      /^(?:is|are|was|were|am|do|does|did|can|could|may|must|should|will|would|has|have|had)\s+/i,
      '',
    );
  return plain.length > 2 ? plain : question;
}

/**
 * The words that an answer cannot do without: "parking places" in "How many parking places will there be?",
 * "manager" in "Who will be the manager of the depot?"
 */
export function requiredWords(question: string): string[] {
  const match = COUNTED.exec(question) ?? ROLE_ASKED.exec(question);
  return match ? words(match[1] ?? '').slice(0, 1 + Number(ROLE_ASKED.test(question))) : [];
}

const COUNTED = /\bhow many ([\p{L}-]+(?: [\p{L}-]+)?)/iu;
const ROLE_ASKED =
  /^who (?:is|was|are|were|will be|became|becomes) (?:the|our|your|an?) ((?:[\p{L}-]+ ?){1,3}?)(?: (?:of|for|in|at|on)\b|[?.!]|$)/iu;
