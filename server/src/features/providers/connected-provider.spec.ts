import { describe, expect, it } from '@jest/globals';
import { SecretBox } from '../../core/crypto/secret-box.js';
import type { Egress } from '../../core/egress/egress.js';
import { ConnectedProvider, type ProviderRow } from './connected-provider.js';

const box = new SecretBox([`one:${Buffer.alloc(32, 1).toString('base64')}`]);
const ROW: ProviderRow = {
  id: 'a',
  workspaceId: 'w',
  slug: 'p',
  name: 'P',
  kind: 'openai-compatible',
  baseUrl: 'https://models.test/v1',
  sealedApiKey: null,
  models: [],
};

/** Bodies that a provider would send; nothing leaves the test. */
const connect = (row: Partial<ProviderRow>) => {
  const sent: { body: Record<string, unknown>; headers: Headers }[] = [];
  const fetchWith = () => async (_url: unknown, init: RequestInit) => {
    sent.push({ body: JSON.parse(String(init.body)), headers: new Headers(init.headers) });
    return new Response('data: [DONE]\n\n', { headers: { 'content-type': 'text/event-stream' } });
  };
  const provider = new ConnectedProvider({ ...ROW, ...row }, box, {
    fetchWith,
  } as unknown as Egress);
  const ask = async () => {
    const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hi' }] }];
    await provider.model('m').language.doStream({ prompt, maxOutputTokens: 9 });
    return sent[0] as (typeof sent)[number];
  };
  return { provider, ask };
};

describe('ConnectedProvider', () => {
  it.each([
    ['https://api.openai.com/v1', { max_completion_tokens: 9 }],
    ['https://mine.openai.azure.com/v1', { max_completion_tokens: 9 }],
    ['https://api.openai.com.evil.test/v1', { max_tokens: 9 }],
    ['http://127.0.0.1:11434/v1', { max_tokens: 9 }],
  ])('limits the answer of %s in its own words', async (baseUrl, limit) => {
    const { body } = await connect({ baseUrl }).ask();
    expect(
      Object.fromEntries(Object.entries(body).filter(([name]) => name.startsWith('max_'))),
    ).toEqual(limit);
  });

  it('takes no key of Anthropic from the environment of the server', async () => {
    const before = process.env.ANTHROPIC_API_KEY;
    process.env.ANTHROPIC_API_KEY = 'of-the-server';
    try {
      const { headers } = await connect({ kind: 'anthropic' }).ask();
      expect([...headers.values()]).not.toContain('of-the-server');
    } finally {
      if (before === undefined) delete process.env.ANTHROPIC_API_KEY;
      else process.env.ANTHROPIC_API_KEY = before;
    }
  });

  it('says what to do about a key that cannot be opened any more', () => {
    const sealedApiKey = box.seal('k', { table: 'providers', id: 'another', workspaceId: 'w' });
    expect(() => connect({ sealedApiKey }).provider.model('m')).toThrow(
      'Enter it again in the settings.',
    );
  });

  it('offers what is listed, or everything', () => {
    const model = {
      name: 'a',
      inputPricePerMillion: null,
      outputPricePerMillion: null,
      contextSize: null,
      capabilities: [],
    };
    expect(connect({}).provider.offers('anything')).toBe(true);
    expect(connect({}).provider.offers('')).toBe(false);
    expect(connect({ models: [model] }).provider.offers('a')).toBe(true);
    expect(connect({ models: [model] }).provider.offers('b')).toBe(false);
  });
});
