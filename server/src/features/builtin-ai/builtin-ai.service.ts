import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type {
  BuiltinAi,
  ClassifyInput,
  ClassifyOutput,
  DetectLanguageInput,
  DetectLanguageOutput,
  ExtractInput,
  ExtractOutput,
  FindInput,
  FindOutput,
  KeySentencesInput,
  KeySentencesOutput,
  KeywordsInput,
  KeywordsOutput,
} from '../../engine/builtin-ai.js';
import { StepError } from '../../engine/types.js';
import { WorkerClient } from './worker-client.js';
import type { InputOf, Operation, OutputOf } from './worker/protocol.js';

/** About 30,000 words. */
const MAX_CHARACTERS = 200_000;

/** The built-in AI for the rest of the server: all work happens on a worker thread. */
@Injectable()
export class BuiltinAiService implements BuiltinAi, OnApplicationShutdown {
  private readonly client = new WorkerClient({
    maxQueued: 200,
    maxRunning: 4,
    idleMs: 5 * 60_000,
    cancelGraceMs: 10_000,
  });

  classify(input: ClassifyInput, signal?: AbortSignal): Promise<ClassifyOutput> {
    return this.call('classify', input, signal);
  }

  find(input: FindInput, signal?: AbortSignal): Promise<FindOutput> {
    return this.call('find', input, signal);
  }

  keySentences(input: KeySentencesInput, signal?: AbortSignal): Promise<KeySentencesOutput> {
    return this.call('keySentences', input, signal);
  }

  keywords(input: KeywordsInput, signal?: AbortSignal): Promise<KeywordsOutput> {
    return this.call('keywords', input, signal);
  }

  extract(input: ExtractInput, signal?: AbortSignal): Promise<ExtractOutput> {
    return this.call('extract', input, signal);
  }

  detectLanguage(input: DetectLanguageInput, signal?: AbortSignal): Promise<DetectLanguageOutput> {
    return this.call('detectLanguage', input, signal);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }

  private async call<Op extends Operation>(
    operation: Op,
    input: InputOf<Op>,
    signal?: AbortSignal,
  ): Promise<OutputOf<Op>> {
    if (input.text.length > MAX_CHARACTERS) {
      throw new StepError(
        'builtin-too-long',
        `The text has ${input.text.length} characters; the built-in AI reads up to ${MAX_CHARACTERS}. Shorten it.`,
      );
    }
    return this.client.call(operation, input, signal);
  }
}
