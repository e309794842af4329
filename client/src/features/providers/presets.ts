import type { CreateProviderBody } from '@/lib/api/types';

export interface ProviderPreset {
  key: string;
  kind: CreateProviderBody['kind'];
  /** A proper name, the same in every language; empty for "another one". */
  name: string;
  baseUrl: string;
  /** Runs on the maker's own machine, mostly without a key. */
  isLocal: boolean;
  /** A model name as this server writes them. */
  exampleModel: string;
}

/** The model servers that makers use most; each is only a filled-in form. */
export const PROVIDER_PRESETS: readonly ProviderPreset[] = [
  {
    key: 'openai',
    kind: 'openai-compatible',
    name: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    isLocal: false,
    exampleModel: 'gpt-5-mini',
  },
  {
    key: 'anthropic',
    kind: 'anthropic',
    name: 'Anthropic',
    baseUrl: 'https://api.anthropic.com/v1',
    isLocal: false,
    exampleModel: 'claude-sonnet-4-5',
  },
  {
    key: 'mistral',
    kind: 'openai-compatible',
    name: 'Mistral',
    baseUrl: 'https://api.mistral.ai/v1',
    isLocal: false,
    exampleModel: 'mistral-small-latest',
  },
  {
    key: 'openrouter',
    kind: 'openai-compatible',
    name: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    isLocal: false,
    exampleModel: 'openai/gpt-5-mini',
  },
  {
    key: 'ollama',
    kind: 'openai-compatible',
    name: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434/v1',
    isLocal: true,
    exampleModel: 'llama3.2',
  },
  {
    key: 'lm-studio',
    kind: 'openai-compatible',
    name: 'LM Studio',
    baseUrl: 'http://127.0.0.1:1234/v1',
    isLocal: true,
    exampleModel: 'qwen2.5-7b-instruct',
  },
  {
    key: 'vllm',
    kind: 'openai-compatible',
    name: 'vLLM',
    baseUrl: 'http://127.0.0.1:8080/v1',
    isLocal: true,
    exampleModel: 'Qwen/Qwen2.5-7B-Instruct',
  },
  {
    key: 'other',
    kind: 'openai-compatible',
    name: '',
    baseUrl: '',
    isLocal: true,
    exampleModel: 'model-name',
  },
];
