import { eld } from 'eld/small';
import type { DetectLanguageInput, DetectLanguageOutput } from '../../../engine/builtin-ai.js';

const NAMES = new Intl.DisplayNames(['en'], { type: 'language' });
/** Beginning and end of a long text are enough, and keep the work bounded. */
const ENOUGH = 4_000;

/** Says in which language a text is written, by its letter groups. */
export function detectLanguage({ text, among }: DetectLanguageInput): DetectLanguageOutput {
  const letters = withoutNoise(text);
  if (!/\p{L}{2}/u.test(letters))
    return { language: 'und', name: 'Unknown', confidence: 0, reliable: false };
  const result = eld.detect(letters);
  const scores = Object.entries(result.getScores()).filter(
    ([code]) => !among || among.length === 0 || among.includes(code),
  );
  const [best, second] = scores.sort((a, b) => b[1] - a[1]);
  if (!best) return { language: 'und', name: 'Unknown', confidence: 0, reliable: false };
  const [language, score] = best;
  // Scores are similarities, not shares: how far the best is ahead of the second says how certain it is.
  const lead = second ? (score - second[1]) / score : 1;
  const confidence =
    Math.round(Math.min(1, 0.5 + lead) * Math.min(1, letters.length / 20) * 100) / 100;
  return {
    language,
    name: NAMES.of(language) ?? language,
    confidence,
    reliable: result.isReliable() && confidence >= 0.5,
  };
}

/** Addresses and numbers have no language. */
function withoutNoise(text: string): string {
  const sample =
    text.length <= ENOUGH ? text : `${text.slice(0, ENOUGH / 2)} ${text.slice(-ENOUGH / 2)}`;
  return sample
    .replace(/\S+@\S+|https?:\/\/\S+|www\.\S+|\S*\d\S*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The embeddings know English only: what to tell when a text is in another language. */
export function languageWarning(text: string): string | null {
  const { language, name, reliable } = detectLanguage({ text });
  if (language === 'en' || language === 'und' || !reliable) return null;
  return `The text looks ${name}; the built-in AI understands English only, so this answer may be wrong. Use a prompt step with a connected provider for other languages.`;
}
