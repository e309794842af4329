import { Injectable } from '@nestjs/common';
import { SecretBox } from '../../core/crypto/secret-box.js';
import { Egress } from '../../core/egress/egress.js';
import { newId } from '../../core/ids.js';
import { StepError } from '../../core/step-error.js';
import { askModel } from './ask-model.js';
import { ConnectedProvider, type ConnectedModel } from './connected-provider.js';
import type { Owner } from './owner.js';
import type { ProviderTestDto, TestProviderDto } from './provider.dto.js';
import { ProvidersService } from './providers.service.js';

const LIMIT_MS = 30_000;
const MAX_LIST_BYTES = 5 * 1024 * 1024;
const MAX_LISTED = 500;

type Outcome = Pick<ProviderTestDto, 'ok' | 'status' | 'error'>;

/** Tries a connection the way a run would, and tells what the model server says. */
@Injectable()
export class ProviderTestService {
  constructor(
    private readonly providers: ProvidersService,
    private readonly box: SecretBox,
    private readonly egress: Egress,
  ) {}

  /** Asks for the list of models, then a model for a word: a list alone may need no key. */
  async test(
    owner: Owner,
    reference: string,
    { model }: TestProviderDto,
  ): Promise<ProviderTestDto> {
    // From the row, not from a copy: what was just saved is what is tested.
    const provider = new ConnectedProvider(
      await this.providers.get(owner, reference),
      this.box,
      this.egress,
    );
    const started = performance.now();
    const signal = AbortSignal.timeout(LIMIT_MS);
    const answer = (
      outcome: Outcome,
      models: string[],
      testedModel: string | null,
    ): ProviderTestDto => ({
      ...outcome,
      latencyMs: Math.round(performance.now() - started),
      models,
      testedModel,
    });
    const { models, ...listed } = await this.listModels(provider, signal);
    const name = model ?? provider.models[0]?.name;
    // Without an address that answers, or with a key that is refused, a model will not do better.
    const isFinal =
      !listed.ok && (listed.status === null || listed.status === 401 || listed.status === 403);
    if (name === undefined || isFinal) return answer(listed, models, null);
    return answer(await this.askForAWord(provider, name, signal), models, name);
  }

  private async listModels(
    provider: ConnectedProvider,
    signal: AbortSignal,
  ): Promise<Outcome & { models: string[] }> {
    try {
      const { status, body } = await this.egress.request(
        { method: 'GET', ...provider.listing(), signal, maxBytes: MAX_LIST_BYTES },
        { allowInternal: provider.isPlatform },
      );
      const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
      if (status >= 200 && status < 300) {
        const models = namesIn(text);
        const error =
          models === null
            ? 'The answer is not a list of models. Check that the address is that of the API.'
            : null;
        return { ok: error === null, status, error, models: models ?? [] };
      }
      return { ok: false, status, error: provider.withoutKey(wordsIn(text)), models: [] };
    } catch (error) {
      return { ok: false, status: null, error: tellable(error, signal), models: [] };
    }
  }

  private async askForAWord(
    provider: ConnectedProvider,
    name: string,
    signal: AbortSignal,
  ): Promise<Outcome> {
    try {
      const model: ConnectedModel = provider.model(name);
      await askModel(model, {
        messages: [
          { role: 'user', content: [{ type: 'text', text: 'Answer with the word "ok".' }] },
        ],
        schema: undefined,
        temperature: undefined,
        maxOutputTokens: undefined,
        idempotencyKey: `test:${newId()}`,
        signal,
        onToken: () => undefined,
      });
      return { ok: true, status: 200, error: null };
    } catch (error) {
      const details = error instanceof StepError ? error.details : undefined;
      const status =
        details !== null && typeof details === 'object' && !Array.isArray(details)
          ? details.status
          : undefined;
      return {
        ok: false,
        status: typeof status === 'number' ? status : null,
        error: tellable(error, signal),
      };
    }
  }
}

function tellable(error: unknown, signal: AbortSignal): string {
  if (error instanceof StepError) return error.message;
  if (signal.aborted) return `No answer within ${LIMIT_MS / 1000} seconds.`;
  throw error;
}

/** Names in `{"data": [{"id": ...}]}`, as OpenAI and Anthropic list models; null for anything else. */
function namesIn(text: string): string[] | null {
  const parsed = parse(text) as { data?: unknown } | null | undefined;
  if (!Array.isArray(parsed?.data)) return null;
  return parsed.data
    .map((model: unknown) => (model as { id?: unknown } | null)?.id)
    .filter((id): id is string => typeof id === 'string')
    .slice(0, MAX_LISTED);
}

/** The server's own message in an answer that says no. */
function wordsIn(text: string): string {
  const parsed = parse(text) as
    { error?: { message?: unknown } | string; message?: unknown } | null | undefined;
  const nested = typeof parsed?.error === 'object' ? parsed.error?.message : parsed?.error;
  const words = nested ?? parsed?.message;
  const plain =
    typeof words === 'string'
      ? words
      : text
          .replace(/<[^>]{0,1000}>/g, ' ')
          .replace(/\s+/g, ' ')
          .trim();
  return plain.slice(0, 500) || 'The server gives no reason.';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
