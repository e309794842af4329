import type { ClassifyInput, FindInput, KeySentencesInput } from '../../src/engine/builtin-ai.js';
import type { JsonObject, JsonValue, StepDefinition } from '../../src/engine/types.js';
import { classify } from '../../src/features/builtin-ai/algorithms/classify.js';
import { find } from '../../src/features/builtin-ai/algorithms/find.js';
import { keySentences } from '../../src/features/builtin-ai/algorithms/key-sentences.js';
import { KNOWN_NAMES } from '../../src/features/builtin-ai/algorithms/known-names.js';
import { TOPICS } from '../../src/features/builtin-ai/algorithms/topics.js';
import type { Embedder } from '../../src/features/builtin-ai/algorithms/vectors.js';
import { TEMPLATES } from '../../src/features/templates/library.js';

/** The texts whose vectors come with the sources: no run should wait for what is known beforehand. */
export async function knownTexts(embedder: Embedder): Promise<string[]> {
  return [
    ...new Set([
      ...Object.keys(TOPICS),
      ...Object.values(TOPICS).flat(),
      ...Object.values(KNOWN_NAMES).flat(),
      ...(await textsOfTemplates(embedder)),
    ]),
  ];
}

/** Stands for what only a run knows. The algorithms read nothing out of it but itself. */
const UNKNOWN = '0';

/** What the model reads on account of the templates alone: labels, a handbook with the questions to it. */
async function textsOfTemplates(embedder: Embedder): Promise<Set<string>> {
  const texts = new Set<string>();
  const recorder: Embedder = {
    embed(batch) {
      for (const text of batch) texts.add(text);
      return embedder.embed(batch);
    },
  };
  for (const { definition } of TEMPLATES) {
    for (const { kind, with: settings = {} } of definition.steps) {
      for (const input of inputsOf(settings, definition.steps)) await run(recorder, kind, input);
    }
  }
  texts.delete(UNKNOWN);
  return texts;
}

/** The kinds that have the model read settings beside the text of the run. */
async function run(embedder: Embedder, kind: string, input: unknown): Promise<void> {
  if (kind === 'classify') await classify(embedder, input as ClassifyInput);
  if (kind === 'find') await find(embedder, input as FindInput);
  if (kind === 'keySentences') await keySentences(embedder, input as KeySentencesInput);
}

/** Settings as they can be in a run: each expression becomes each of its possible values. */
function inputsOf(settings: JsonObject, steps: StepDefinition[]): JsonObject[] {
  return Object.entries(settings).reduce<JsonObject[]>(
    (inputs, [name, setting]) =>
      valuesOf(setting, steps).flatMap((value) =>
        inputs.map((input) => ({ ...input, [name]: value })),
      ),
    [{}],
  );
}

function valuesOf(setting: JsonValue, steps: StepDefinition[]): JsonValue[] {
  if (typeof setting !== 'string' || !setting.includes('{{')) return [setting];
  const decider = /^\{\{ steps\.(\w+)\.label \}\}$/.exec(setting)?.[1];
  const labels = steps.find(({ id }) => id === decider)?.with?.labels as
    { name: string }[] | undefined;
  return labels?.map(({ name }) => name) ?? [UNKNOWN];
}
