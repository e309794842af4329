import { describe, expect, it } from '@jest/globals';
import { problem, useTestApp } from '../../../test/app.js';

describe('GET /step-kinds', () => {
  const app = useTestApp();

  it('has what an editor needs to offer a kind and to draw its form', async () => {
    const { token } = await app.given.account();
    const { body } = await app.as(token).get('/step-kinds').expect(200);
    const classify = body.find(({ kind }: { kind: string }) => kind === 'classify');
    expect(classify).toMatchObject({
      title: 'Classify',
      nature: 'pure',
      needsProvider: false,
      endsRun: false,
    });
    expect(Object.keys(classify.with.properties)).toEqual([
      'text',
      'labels',
      'unsureLabel',
      'threshold',
    ]);
    expect(classify.output.required).toContain('label');
    expect(body.find(({ kind }: { kind: string }) => kind === 'prompt').needsProvider).toBe(true);
  });

  it('asks for an account, or for a key that reads or changes tools', async () => {
    const owner = await app.given.account();
    await app.as().get('/step-kinds').expect(problem(401, 'unauthenticated'));
    const key = await app.given.apiKey(owner, { scopes: ['runs:create'] });
    await app.as(key).get('/step-kinds').expect(problem(403, 'forbidden'));
    const reader = await app.given.apiKey(owner, { scopes: ['tools:read'] });
    await app.as(reader).get('/step-kinds').expect(200);
  });
});
