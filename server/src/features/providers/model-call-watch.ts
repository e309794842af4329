import { Injectable } from '@nestjs/common';
import { Metrics } from '../../core/metrics/metrics.js';
import { Tracing } from '../../core/tracing/tracing.js';
import { StepError } from '../../engine/types.js';
import type { Reply } from './ask-model.js';
import type { ConnectedModel } from './connected-provider.js';

/** Measures and traces calls of models. Metrics tell kinds of providers apart, not their names. */
@Injectable()
export class ModelCallWatch {
  private readonly seconds;
  private readonly tokens;
  private readonly fallbacks;

  constructor(
    metrics: Metrics,
    private readonly tracing: Tracing,
  ) {
    this.seconds = metrics.histogram(
      'apm_model_call_duration_seconds',
      'Time of a call of a language model, until its answer was complete',
      ['provider', 'outcome'],
      [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    );
    this.tokens = metrics.counter('apm_model_tokens_total', 'Tokens that model servers counted', [
      'provider',
      'direction',
    ]);
    this.fallbacks = metrics.counter(
      'apm_model_fallbacks_total',
      'Models that could not be asked, so that the next one was, by error code',
      ['code'],
    );
  }

  /** One call, whatever comes of it. */
  async call(model: ConnectedModel, ask: () => Promise<Reply>): Promise<Reply> {
    const provider = model.provider.kind;
    const name = model.language.modelId;
    const span = this.tracing.start(`chat ${name}`, {
      kind: 'client',
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': provider,
        'gen_ai.request.model': name,
      },
    });
    const started = performance.now();
    let outcome = 'failed';
    try {
      const reply = await this.tracing.within(span, ask);
      outcome = 'succeeded';
      const { inputTokens, outputTokens } = reply;
      if (inputTokens) this.tokens.inc({ provider, direction: 'input' }, inputTokens);
      if (outputTokens) this.tokens.inc({ provider, direction: 'output' }, outputTokens);
      span?.set({
        'gen_ai.usage.input_tokens': inputTokens,
        'gen_ai.usage.output_tokens': outputTokens,
      });
      return reply;
    } catch (error) {
      if (error instanceof StepError) outcome = error.code;
      span?.fail(outcome);
      throw error;
    } finally {
      this.seconds.observe({ provider, outcome }, (performance.now() - started) / 1000);
      span?.end();
    }
  }

  fellBack(error: StepError): void {
    this.fallbacks.inc({ code: error.code });
  }
}
