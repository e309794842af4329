/**
 * The worker thread of the built-in AI. The model computes for up to half a second at a stretch; on the
 * server's own thread that would stop every request and heartbeat. Plain Node runs this file, from the
 * sources as well: only syntax that can be stripped, see from-source.mjs.
 */
import { parentPort } from 'node:worker_threads';
import { InputFault } from '../algorithms/input-fault.js';
import type { Embedder } from '../algorithms/vectors.js';
import { Cancelled, ModelMissing, modelEmbedder } from './embedder.js';
import type { FromWorker, InputOf, Operation, OutputOf, ToWorker } from './protocol.js';

type Run<Op extends Operation> = (input: InputOf<Op>, embedder: Embedder) => Promise<OutputOf<Op>>;

/** Each operation loads only what it needs. */
const operations: { [Op in Operation]: Run<Op> } = {
  async classify(input, embedder) {
    const { classify } = await import('../algorithms/classify.js');
    return { ...(await classify(embedder, input)), warning: await warningFor(input.text) };
  },
  async find(input, embedder) {
    const { find } = await import('../algorithms/find.js');
    return { ...(await find(embedder, input)), warning: await warningFor(input.text) };
  },
  async keySentences(input, embedder) {
    const { keySentences } = await import('../algorithms/key-sentences.js');
    return { ...(await keySentences(embedder, input)), warning: await warningFor(input.text) };
  },
  async keywords(input, embedder) {
    const { keywords } = await import('../algorithms/keywords.js');
    return { ...(await keywords(embedder, input)), warning: await warningFor(input.text) };
  },
  async extract(input, embedder) {
    const { extract } = await import('../algorithms/extract.js');
    return { ...(await extract(embedder, input)), warning: await warningFor(input.text) };
  },
  async detectLanguage(input) {
    const { detectLanguage } = await import('../algorithms/language.js');
    return detectLanguage(input);
  },
};

async function warningFor(text: string): Promise<string | null> {
  const { languageWarning } = await import('../algorithms/language.js');
  return languageWarning(text);
}

const port = parentPort!;
/** Calls that are being worked on; true once cancelled. */
const active = new Map<number, boolean>();

port.on('message', (message: ToWorker) => {
  if (message.type === 'run') void answer(message);
  else if (active.has(message.id)) active.set(message.id, true);
});

async function answer({ id, operation, input }: Extract<ToWorker, { type: 'run' }>): Promise<void> {
  const reply = (message: FromWorker): void => port.postMessage(message);
  active.set(id, false);
  try {
    const embedder = modelEmbedder(() => active.get(id) === true);
    const run = operations[operation] as Run<Operation>;
    reply({ id, outcome: 'done', output: await run(input, embedder) });
  } catch (error) {
    if (error instanceof Cancelled) reply({ id, outcome: 'cancelled' });
    else if (error instanceof ModelMissing) reply({ id, outcome: 'no-model' });
    else
      reply({
        id,
        outcome: error instanceof InputFault ? 'fault' : 'failed',
        message: error instanceof Error ? error.message : String(error),
      });
  } finally {
    active.delete(id);
  }
}
