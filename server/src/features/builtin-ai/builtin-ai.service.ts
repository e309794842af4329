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
import { HealthParts } from '../../core/health/health-parts.js';
import { Metrics } from '../../core/metrics/metrics.js';
import { StepError } from '../../engine/types.js';
import { hasModel, NO_MODEL } from './model.js';
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

  private readonly seconds;

  constructor(metrics: Metrics, parts: HealthParts) {
    const installed = hasModel();
    parts.add('builtInAi', {
      required: false,
      // Loaded by the first call, and given back when idle: both are well, and so is a choice to do without.
      check: () =>
        installed
          ? { kind: this.client.isRunning ? 'loaded' : 'idle' }
          : { kind: 'without-model', detail: NO_MODEL },
    });
    this.seconds = metrics.histogram(
      'apm_builtin_ai_call_duration_seconds',
      'Time of a call of the built-in AI, waiting and the load of its model included',
      ['operation', 'outcome'],
      [0.005, 0.02, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    );
    metrics.gauges(
      'apm_builtin_ai_calls',
      'Calls of the built-in AI that wait or are worked on',
      ['state'],
      (set) => {
        set({ state: 'queued' }, this.client.queuedCount);
        set({ state: 'running' }, this.client.runningCount);
      },
    );
    metrics.gauge(
      'apm_builtin_ai_loaded',
      'Whether the thread and the model of the built-in AI are in memory',
      () => Number(this.client.isRunning),
    );
    metrics.counted(
      'apm_builtin_ai_starts_total',
      'Starts of the thread: once, and again after it was idle or lost',
      [],
      (set) => set({}, this.client.starts),
    );
  }

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
    const started = performance.now();
    let outcome = 'aborted';
    try {
      const output = await this.client.call(operation, input, signal);
      outcome = 'succeeded';
      return output;
    } catch (error) {
      if (error instanceof StepError) outcome = error.code;
      throw error;
    } finally {
      this.seconds.observe({ operation, outcome }, (performance.now() - started) / 1000);
    }
  }
}
