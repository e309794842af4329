/** A piece of a text and where it stands: `source.slice(start, end) === text`. */
export interface Span {
  text: string;
  start: number;
  end: number;
}

const sentenceSegmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const wordSegmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Abbreviations after which the segmenter wrongly ends a sentence. */
const ABBREVIATION =
  /(?:^|[\s("'])(?:mr|mrs|ms|dr|prof|st|no|nr|vs|approx|dept|tel|e\.g|i\.e|etc|inc|ltd|[a-z])\.\s*$/i;

/** Sentences with their places. Blank lines and list items end a sentence, single line breaks do not. */
export function splitSentences(source: string): Span[] {
  const spans: Span[] = [];
  for (const block of blocks(source)) {
    let open: { start: number; end: number } | null = null;
    for (const { segment, index } of sentenceSegmenter.segment(block.text)) {
      const start = block.start + index;
      const end = start + segment.length;
      open = open ? { start: open.start, end } : { start, end };
      if (ABBREVIATION.test(segment)) continue;
      pushTrimmed(spans, source, open.start, open.end);
      open = null;
    }
    if (open) pushTrimmed(spans, source, open.start, open.end);
  }
  return spans;
}

/** Paragraphs, list items and table rows. A hard-wrapped paragraph stays one block. */
function blocks(source: string): Span[] {
  const found: Span[] = [];
  const breaks = /\r?\n(?=[ \t]*(?:\r?\n|[-*•–] |\d{1,2}[.)] |#))/g;
  let from = 0;
  const cut = (to: number): void => {
    pushTrimmed(found, source, from, to);
    from = to;
  };
  for (const match of source.matchAll(breaks)) cut(match.index);
  cut(source.length);
  // The segmenter takes a line break for the end of a sentence: inside a block it is only a space.
  return found.map((span) => ({ ...span, text: span.text.replace(/[\r\n]/g, ' ') }));
}

function pushTrimmed(spans: Span[], source: string, from: number, to: number): void {
  const piece = source.slice(from, to);
  const text = piece.trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return;
  const start = from + piece.indexOf(text);
  spans.push({ text, start, end: start + text.length });
}

/** Lower-case words and numbers. */
export function words(text: string): string[] {
  const found: string[] = [];
  for (const { segment, isWordLike } of wordSegmenter.segment(text.toLowerCase())) {
    if (isWordLike) found.push(segment.replace(/['’]s$/, ''));
  }
  return found;
}

/** Words that say nothing about the subject. */
export const STOP_WORDS = new Set(
  `a about above after again all almost also although always am an and any anybody anyone anything are as at away be
  because been before being below between both but by can cannot could did do does doing done down during each either else
  ever every everyone everything few for from further get gets getting give given go goes going gone got had has have having
  he hello her here hers herself hi him himself his how however i if in into is it its itself just let like lot made make
  many may maybe me might mine more most much must my myself neither never no nobody none nor not nothing now of off often
  on once one only or other others our ours ourselves out over own perhaps please put quite rather really same say says see
  seem seems shall she should since so some somebody someone something still such take than thank thanks that the their
  theirs them themselves then there these they thing things this those though through thus to together too under until up
  upon us use used uses using very want wants was way we well were what when where whether which while who whom whose why
  will with within without would yes yet you your yours yourself don't doesn't didn't isn't aren't wasn't weren't can't
  won't i'm i've i'd i'll you're we're it's that's there's`.split(/\s+/),
);

/** Irregular forms and nouns of measure: an ending rule cannot bring these together. */
const IRREGULAR = new Map(
  Object.entries({
    pay: 'paid',
    buy: 'bought',
    send: 'sent',
    lose: 'lost',
    break: 'broke broken',
    take: 'took taken',
    give: 'gave given',
    leave: 'left',
    keep: 'kept',
    sell: 'sold',
    tell: 'told',
    begin: 'began begun',
    write: 'wrote written',
    choose: 'chose chosen',
    steal: 'stole stolen',
    speak: 'spoke spoken',
    drive: 'drove driven',
    meet: 'met',
    build: 'built',
    spend: 'spent',
    lend: 'lent',
    find: 'found',
    hold: 'held',
    bring: 'brought',
    teach: 'taught',
    wear: 'wore worn',
    grow: 'grew grown',
    know: 'knew known',
    strong: 'strength stronger',
    long: 'length longer',
    wide: 'width',
    high: 'height',
    deep: 'depth',
    heavy: 'weight weigh weighs',
    child: 'children',
    man: 'men',
    woman: 'women',
    person: 'people persons',
    foot: 'feet',
    tooth: 'teeth',
    cheap: 'cheaper',
    choice: 'choices',
  }).flatMap(([root, forms]) => forms.split(' ').map((form): [string, string] => [form, root])),
);

/** Cuts common English endings, so that "refunded" and "refunds" count as one word. */
export function stem(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular) word = irregular;
  if (word.length < 4 || /\d/.test(word)) return word;
  let root = word;
  for (const [ending, put] of ENDINGS) {
    if (root.endsWith(ending) && root.length - ending.length >= 3) {
      root = root.slice(0, -ending.length) + put;
      break;
    }
  }
  return root.length > 4 && /([bdfglmnprt])\1$/.test(root)
    ? root.slice(0, -1)
    : root.replace(/e$/, '');
}
const ENDINGS: [string, string][] = [
  ['ations', 'at'],
  ['ation', 'at'],
  ['ities', ''],
  ['ity', ''],
  ['ments', ''],
  ['ment', ''],
  ['ness', ''],
  ['ingly', ''],
  ['ings', ''],
  ['ing', ''],
  ['edly', ''],
  ['ied', 'y'],
  ['ies', 'y'],
  ['ers', ''],
  ['er', ''],
  ['ed', ''],
  ['ly', ''],
  ['sses', 'ss'],
  ['ss', 'ss'],
  ['es', 'e'],
  ['s', ''],
];

/** Stems of the words that carry meaning. */
export const terms = (text: string): string[] =>
  words(text)
    .filter((word) => !STOP_WORDS.has(word))
    .map(stem);
