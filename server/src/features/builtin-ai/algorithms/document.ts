import { splitSentences, type Span } from './text.js';

/** A document as sentences that know their paragraph and its heading. */
export class SentencedDocument {
  readonly sentences: Span[];
  readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.sentences = splitSentences(text);
  }

  sentence(index: number): string {
    return this.sentences[index]!.text;
  }

  /** From the first sentence to the last, as it stands in the document. */
  passage(from: number, to: number): { passage: string; start: number; end: number } {
    const [start, end] = [this.sentences[from]!.start, this.sentences[to]!.end];
    return { passage: this.text.slice(start, end), start, end };
  }

  /** False when one of the two does not exist. */
  inOneParagraph(a: number, b: number): boolean {
    const [first, second] = [this.sentences[Math.min(a, b)], this.sentences[Math.max(a, b)]];
    if (!first || !second) return false;
    return !/\n\s*\n/.test(this.text.slice(first.end, second.start));
  }

  /** "Returns." in front of a paragraph names it; it answers nothing. */
  isHeading(index: number): boolean {
    const text = this.sentences[index]?.text;
    if (text === undefined || index + 1 >= this.sentences.length) return false;
    const short = text.split(/\s+/).length <= 4 && !/\d|@/.test(text);
    return short && !this.inOneParagraph(index - 1, index);
  }

  /** The sentence behind the heading of its paragraph: "Returns: ...". */
  withHeading(index: number): string {
    let first = index;
    while (this.inOneParagraph(first - 1, first)) first--;
    // A heading on a line of its own is the paragraph before.
    const heading = [first, first - 1].find((place) => place !== index && this.isHeading(place));
    if (heading === undefined) return this.sentence(index);
    return `${this.sentence(heading).replace(/[.:\s]+$/, '')}: ${this.sentence(index)}`;
  }

  withPrevious(index: number): string {
    const from = this.inOneParagraph(index - 1, index) ? index - 1 : index;
    return this.passage(from, index).passage;
  }
}
