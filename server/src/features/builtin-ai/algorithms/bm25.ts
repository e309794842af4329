/** Okapi BM25 over small passages: how much the words of a query say about each of them. */
export class Bm25 {
  private readonly counts: Map<string, number>[];
  private readonly lengths: number[];
  private readonly averageLength: number;
  private readonly frequency = new Map<string, number>();

  /** `passages` as lists of terms. */
  constructor(passages: string[][]) {
    this.counts = passages.map((terms) => {
      const count = new Map<string, number>();
      for (const term of terms) count.set(term, (count.get(term) ?? 0) + 1);
      for (const term of count.keys())
        this.frequency.set(term, (this.frequency.get(term) ?? 0) + 1);
      return count;
    });
    this.lengths = passages.map((terms) => terms.length);
    this.averageLength = this.lengths.reduce((a, b) => a + b, 0) / (passages.length || 1) || 1;
  }

  /** Weight of a term: rare ones say more. A term that occurs nowhere has the highest weight. */
  weight(term: string): number {
    const n = this.frequency.get(term) ?? 0;
    return Math.log(1 + (this.counts.length - n + 0.5) / (n + 0.5));
  }

  /** Score of each passage. */
  scores(query: string[]): number[] {
    const unique = [...new Set(query)];
    return this.counts.map((count, i) => {
      const norm = 1 - B + (B * (this.lengths[i] ?? 0)) / this.averageLength;
      let score = 0;
      for (const term of unique) {
        const n = count.get(term) ?? 0;
        if (n > 0) score += (this.weight(term) * n * (K1 + 1)) / (n + K1 * norm);
      }
      return score;
    });
  }

  /** Share of the query's weight that each passage covers, 0 to 1. */
  coverage(query: string[]): number[] {
    const unique = [...new Set(query)];
    const total = unique.reduce((sum, term) => sum + this.weight(term), 0) || 1;
    return this.counts.map(
      (count) =>
        unique.reduce((sum, term) => sum + (count.has(term) ? this.weight(term) : 0), 0) / total,
    );
  }
}

// The usual settings, for sentences: repetition says little, length some.
const K1 = 1.2;
const B = 0.5;
