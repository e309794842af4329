import type { ClassifyLabel } from '../../src/engine/builtin-ai.js';
import { splitSentences } from '../../src/features/builtin-ai/algorithms/text.js';
import { centroid, dot, type Embedder } from '../../src/features/builtin-ai/algorithms/vectors.js';

/** What most would build first; the measure for everything that is more work. */

/** The label whose description and examples have the nearest centroid. */
export async function plainClassify(
  embedder: Embedder,
  text: string,
  labels: ClassifyLabel[],
): Promise<{ best: string; score: number }> {
  const [vector] = await embedder.embed([text]);
  let best = { best: '', score: -1 };
  for (const { name, description = '', examples = [] } of labels) {
    const about = centroid(await embedder.embed([`${name}: ${description}`, ...examples]));
    const score = dot(vector!, about);
    if (score > best.score) best = { best: name, score };
  }
  return best;
}

/** The sentence that is nearest to the question. */
export async function plainFind(
  embedder: Embedder,
  question: string,
  text: string,
): Promise<{ passage: string; score: number }> {
  const sentences = splitSentences(text).map((sentence) => sentence.text);
  const [asked] = await embedder.embed([question]);
  const vectors = await embedder.embed(sentences);
  let best = { passage: '', score: -1 };
  vectors.forEach((vector, i) => {
    const score = dot(asked!, vector);
    if (score > best.score) best = { passage: sentences[i]!, score };
  });
  return best;
}
