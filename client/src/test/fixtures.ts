import type { ApiKey, Me, Member, Provider, Template } from '@/lib/api/types';

/** Things of the API with everything that a test does not care about filled in. */
export const me: Me = {
  id: '1',
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  role: 'admin',
  workspaces: [{ id: 'w1', slug: 'ada', name: 'Workshop', role: 'owner' }],
};

export const apiKey = (over: Partial<ApiKey> = {}): ApiKey => ({
  id: 'k1',
  name: 'ci-deploy',
  prefix: 'apm_x7Kq2mPa',
  scopes: ['runs:create'],
  tools: null,
  expiresAt: null,
  lastUsedAt: null,
  createdAt: '2026-01-01T00:00:00Z',
  ...over,
});

export const provider = (over: Partial<Provider> = {}): Provider => ({
  id: 'p1',
  slug: 'ollama',
  kind: 'openai-compatible',
  name: 'Ollama',
  baseUrl: 'http://127.0.0.1:11434/v1',
  hasKey: true,
  models: [],
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  ...over,
});

export const member = (over: Partial<Member> = {}): Member => ({
  userId: '1',
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  role: 'owner',
  joinedAt: '2026-01-01T00:00:00Z',
  ...over,
});

export const template = (over: Partial<Template> = {}): Template => ({
  key: 'triage',
  name: 'Support inbox triage',
  description: 'Sorts e-mail.',
  definition: {
    schemaVersion: 1,
    inputs: {
      type: 'object',
      required: ['email'],
      properties: { email: { type: 'string', title: 'Customer e-mail' } },
    },
    steps: [{ id: 'team', kind: 'classify', title: 'Pick the team' }],
    output: {},
  },
  exampleInputs: [{ email: 'I was charged twice.' }],
  needsProvider: false,
  ...over,
});
