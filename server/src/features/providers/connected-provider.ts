import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { SecretUnreadable, type SecretBox } from '../../core/crypto/secret-box.js';
import type { Egress } from '../../core/egress/egress.js';
import { StepError } from '../../core/step-error.js';
import type { Provider, ProviderModel } from './provider.entity.js';

export type ProviderRow = Pick<
  Provider,
  'id' | 'workspaceId' | 'slug' | 'name' | 'kind' | 'baseUrl' | 'sealedApiKey' | 'models'
>;

/** A model that can be asked. */
export interface ConnectedModel {
  /** `provider-slug/model-name`. */
  id: string;
  provider: ConnectedProvider;
  /** Prices and abilities; `null` for a model that its provider does not list. */
  info: ProviderModel | null;
  language: LanguageModelV4;
  /** Turns false when the server says that it knows no structured answers. */
  takesSchema: boolean;
}

const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
/** A model may think for long before its first word; the step's own limit ends what is too long. */
const TIMEOUTS = { headersTimeoutMs: 15 * 60_000, bodyTimeoutMs: 5 * 60_000 };
const MAX_KEPT_MODELS = 500;

/** A provider with its key, ready to be called. Lives as long as the copy of its row. */
export class ConnectedProvider {
  readonly slug: string;
  readonly kind: ProviderRow['kind'];
  readonly name: string;
  readonly models: readonly ProviderModel[];
  /** True for the platform's, whose address the admin chose and which may be internal. */
  readonly isPlatform: boolean;
  readonly fetch: typeof fetch;
  private readonly connected = new Map<string, ConnectedModel>();
  private opened: string | null | undefined;

  constructor(
    private readonly row: ProviderRow,
    private readonly box: SecretBox,
    egress: Egress,
  ) {
    this.slug = row.slug;
    this.kind = row.kind;
    this.name = row.name;
    this.models = row.models;
    this.isPlatform = row.workspaceId === null;
    this.fetch = egress.fetchWith({
      allowInternal: this.isPlatform,
      maxBytes: MAX_ANSWER_BYTES,
      ...TIMEOUTS,
    });
  }

  /** True when a model may be asked for: it is listed, or nothing is. */
  offers(name: string): boolean {
    return (
      name !== '' && (this.models.length === 0 || this.models.some((model) => model.name === name))
    );
  }

  /** @throws StepError `model-not-found`, `provider-key-unreadable` */
  model(name: string): ConnectedModel {
    const known = this.connected.get(name);
    if (known) return known;
    if (!this.offers(name)) {
      throw new StepError(
        'model-not-found',
        `"${name}" is not among the models of the provider "${this.slug}". Choose one of them, or add it in the settings.`,
      );
    }
    const info = this.models.find((model) => model.name === name) ?? null;
    const model = {
      id: `${this.slug}/${name}`,
      provider: this,
      info,
      language: this.connect(name),
      takesSchema: true,
    };
    if (this.connected.size >= MAX_KEPT_MODELS) this.connected.clear();
    this.connected.set(name, model);
    return model;
  }

  /** Address of the list of models, and the headers that carry the key. */
  listing(): { url: string; headers: Record<string, string> } {
    const key = this.key();
    const headers: Record<string, string> = { accept: 'application/json' };
    if (this.row.kind === 'anthropic') headers['anthropic-version'] = '2023-06-01';
    if (key !== null) {
      if (this.row.kind === 'anthropic') headers['x-api-key'] = key;
      else headers.authorization = `Bearer ${key}`;
    }
    return {
      url: `${this.row.baseUrl}/models${this.row.kind === 'anthropic' ? '?limit=1000' : ''}`,
      headers,
    };
  }

  /** A text without the key: some servers repeat it in what they say. */
  withoutKey(text: string): string {
    const key = this.opened;
    return key ? text.replaceAll(key, '[key]') : text;
  }

  private connect(name: string): LanguageModelV4 {
    const settings = { baseURL: this.row.baseUrl, fetch: this.fetch };
    const key = this.key();
    if (this.row.kind === 'anthropic') {
      // Never left out: the library would take a key from the environment of the server.
      return createAnthropic({ ...settings, apiKey: key ?? 'none' }).languageModel(name);
    }
    return createOpenAICompatible({
      ...settings,
      name: 'openaiCompatible',
      ...(key === null ? {} : { apiKey: key }),
      includeUsage: true,
      supportsStructuredOutputs: true,
      ...(isOpenAi(this.row.baseUrl) ? { transformRequestBody: withNewLimit } : {}),
    }).chatModel(name);
  }

  private key(): string | null {
    if (this.opened !== undefined) return this.opened;
    const { id, workspaceId, sealedApiKey } = this.row;
    try {
      this.opened =
        sealedApiKey === null
          ? null
          : this.box.open(sealedApiKey, { table: 'providers', id, workspaceId });
    } catch (cause) {
      if (!(cause instanceof SecretUnreadable)) throw cause;
      const text = `The key of the provider "${this.slug}" cannot be read any more. Enter it again in the settings.`;
      throw new StepError('provider-key-unreadable', text, { cause });
    }
    return this.opened;
  }
}

/** OpenAI's own servers refuse the name of the limit that all others go by. */
const isOpenAi = (baseUrl: string): boolean =>
  /(^|\.)(api\.openai\.com|openai\.azure\.com)$/.test(new URL(baseUrl).hostname);

const withNewLimit = ({ max_tokens, ...body }: Record<string, unknown>): Record<string, unknown> =>
  max_tokens === undefined ? body : { ...body, max_completion_tokens: max_tokens };
