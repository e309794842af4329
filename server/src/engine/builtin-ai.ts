/**
 * The port of the built-in AI: what the step kinds `classify`, `find`, `keySentences`, `keywords`,
 * `extract` and `detectLanguage` need. Everything runs on the CPU of this machine, without a key.
 *
 * All answers are plain JSON. All of them are pure: the same input gives the same answer, so a
 * replayed step cannot differ (`extract` takes "now" as an input for that reason).
 */
export interface BuiltinAi {
  /** Decide which label fits a text. */
  classify(input: ClassifyInput, signal?: AbortSignal): Promise<ClassifyOutput>;
  /** Find the passage of a document that answers a question, or say that there is none. */
  find(input: FindInput, signal?: AbortSignal): Promise<FindOutput>;
  /** The sentences that carry most of a text, in the order of the text. Not a summary. */
  keySentences(input: KeySentencesInput, signal?: AbortSignal): Promise<KeySentencesOutput>;
  /** The words and short phrases that a text is about. */
  keywords(input: KeywordsInput, signal?: AbortSignal): Promise<KeywordsOutput>;
  /** Pull names, dates, amounts, addresses, action items and a maker's own fields out of a text. */
  extract(input: ExtractInput, signal?: AbortSignal): Promise<ExtractOutput>;
  /** Say in which language a text is written. */
  detectLanguage(input: DetectLanguageInput, signal?: AbortSignal): Promise<DetectLanguageOutput>;
}

/** Said in an output when an operation that is good in English only met another language. */
interface Warned {
  /** Why this answer deserves less trust, in one sentence; null when there is nothing to say. */
  warning: string | null;
}

/** One label of `classify`. A description and two or three examples make it much more certain. */
export interface ClassifyLabel {
  name: string;
  /** What belongs here, in words that the texts would use: "charges, invoices, refunds". */
  description?: string;
  /** Texts that belong here; up to 20 are used. */
  examples?: string[];
}

export interface ClassifyInput {
  text: string;
  /** 2 to 50 labels with different names. */
  labels: ClassifyLabel[];
  /** The answer when no label fits well enough; without it the best label is given, marked `unsure`. */
  unsureLabel?: string;
  /** Confidence (0 to 1) below which the answer is unsure. Default 0.5, the calibrated point. */
  threshold?: number;
}

export interface ClassifyOutput extends Warned {
  /** The chosen label: the best one, or `unsureLabel` when the answer is unsure and one was given. */
  label: string;
  /** The best label, whether sure or not. */
  best: string;
  /** 0 to 1: how likely it is that the text belongs to `best` and to nothing else. */
  confidence: number;
  /** Distance between the shares of the best and the second label, 0 to 1. */
  margin: number;
  /** True when confidence is below the threshold: several labels fit alike, or none does. */
  unsure: boolean;
  /** Every label with its share (they add up to 1), best first. */
  scores: { label: string; score: number }[];
}

export interface FindInput {
  question: string;
  /** The document, up to 200,000 characters. */
  text: string;
  /** Score (0 to 1) below which nothing counts as found. Default 0.5, the calibrated point. */
  threshold?: number;
}

/** A piece of the document; `text.slice(start, end)` is the passage. */
export interface Passage {
  passage: string;
  /** 0 to 1: how likely it is that the passage answers the question. */
  score: number;
  start: number;
  end: number;
}

export interface FindOutput extends Warned {
  found: boolean;
  /** The best passage; null when nothing in the document answers the question. */
  passage: string | null;
  /** Score of the best passage, also when it was too low to count as found. */
  score: number;
  /** Where the passage begins in the document; null when nothing was found. */
  start: number | null;
  end: number | null;
  /** The next best passages (up to 3), best first; also filled when nothing was found. */
  alternatives: Passage[];
}

export interface KeySentencesInput {
  text: string;
  /** How many sentences, 1 to 50. Default 5. */
  count?: number;
  /** Prefer sentences about this: "decisions", "price and delivery". */
  focus?: string;
}

export interface KeySentence {
  text: string;
  /** 0 to 1, relative to the best sentence of the text. */
  score: number;
  start: number;
  end: number;
}

export interface KeySentencesOutput extends Warned {
  /** In the order of the document. */
  sentences: KeySentence[];
}

export interface KeywordsInput {
  text: string;
  /** How many keywords, 1 to 50. Default 10. */
  count?: number;
}

export interface KeywordsOutput extends Warned {
  /** Best first; scores from 0 to 1, relative to the best one. */
  keywords: { keyword: string; score: number }[];
}

/** What `extract` can look for without any help from the maker. */
export const EXTRACT_KINDS = [
  'people',
  'places',
  'organisations',
  'dates',
  'money',
  'emails',
  'phones',
  'urls',
  'actionItems',
] as const;
export type ExtractKind = (typeof EXTRACT_KINDS)[number];

/** The shapes that a field of `extract` may have, besides an example such as "A-12345". */
export const FIELD_SHAPES = [
  'number',
  'code',
  'text',
  'date',
  'money',
  'email',
  'phone',
  'url',
] as const;

/**
 * A value of the maker's own, found by what stands near it and what it looks like; no regular
 * expression needed: `{ name: 'orderNumber', near: ['order', 'order number'], shape: 'A-12345' }`.
 */
export interface ExtractField {
  /** Key in the output's `fields`. */
  name: string;
  /** Words that stand before (or close to) the value. Default: the name, split into words. */
  near?: string[];
  /**
   * One of FIELD_SHAPES, or an example value: in "A-12345" letters stand for letters, digits for
   * digits (a few more or fewer are fine), the rest for itself. Default `code`.
   */
  shape?: string;
  /** For experts: an RE2 regular expression (linear time) instead of a shape; group 1 is the value if there is one. */
  pattern?: string;
}

export interface ExtractInput {
  text: string;
  /** Default: all kinds when no fields are asked for, otherwise none. */
  what?: ExtractKind[];
  fields?: ExtractField[];
  /** ISO time that "tomorrow" and "Friday" are counted from; the engine passes the run's clock. */
  now: string;
}

export interface ExtractedDate {
  /** As it stands in the text. */
  text: string;
  /** 2026-11-30, or 2026-11-30T15:00 when the text gives a time. */
  date: string;
  /** End of a range, in the same form; null when it is not a range. */
  end: string | null;
}

export interface ExtractedMoney {
  text: string;
  amount: number;
  /** ISO 4217 code: EUR, USD, GBP... */
  currency: string;
}

export interface ActionItem {
  /** The sentence that asks or promises something. */
  text: string;
  /** Who is to do it, when the text says so. */
  owner: string | null;
  /** By when, as in `dates`; null when the text does not say. */
  due: string | null;
}

/** Every kind that was asked for is there, as a list without doubles; an empty list means none. */
export interface ExtractOutput extends Warned {
  people?: string[];
  places?: string[];
  organisations?: string[];
  dates?: ExtractedDate[];
  money?: ExtractedMoney[];
  emails?: string[];
  phones?: string[];
  urls?: string[];
  actionItems?: ActionItem[];
  /** First value of each field, as text; null when it is not in the text. */
  fields: Record<string, string | null>;
  /** Every value of each field, in the order of the text. */
  allFields: Record<string, string[]>;
}

export interface DetectLanguageInput {
  text: string;
  /** Only these languages (ISO 639-1 codes) are possible. */
  among?: string[];
}

export interface DetectLanguageOutput {
  /** ISO 639-1 code; "und" when the text says too little. */
  language: string;
  /** English name of the language. */
  name: string;
  /** 0 to 1. */
  confidence: number;
  /** False when the text is too short or too mixed to be certain. */
  reliable: boolean;
}
