import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { HttpServer } from '../../../test/http-server.js';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { ServerProcess } from '../../../test/server-process.js';

const KEY = 'sk-very-secret-key-0123456789';
let database: TestDatabase;
let server: ServerProcess;
// It repeats the key wherever a server could.
const upstream = new HttpServer((_, response) =>
  response
    .writeHead(401, { 'x-echo': KEY })
    .end(JSON.stringify({ error: { message: `Incorrect API key: ${KEY}` } })),
);

beforeAll(async () => {
  database = await createTestDatabase();
  await upstream.start();
  server = await ServerProcess.start(database.url, {
    LOG_LEVEL: 'trace',
    EGRESS_ALLOW_HOSTS: '127.0.0.1',
  });
}, 60_000);
afterAll(async () => {
  await server.kill();
  await Promise.all([upstream.stop(), database.drop()]);
}, 60_000);

it('no log line of the server and no answer holds the key of a provider', async () => {
  const answers: unknown[] = [];
  const call = async <T>(...given: Parameters<ServerProcess['call']>): Promise<T> => {
    const answer = await server.call<T>(...given).catch((error: unknown) => String(error) as T);
    answers.push(answer);
    return answer;
  };
  const account = { email: 'owner@example.test', password: 'correct horse battery', name: 'Owner' };
  const { accessToken } = await server.call<{ accessToken: string }>(
    'POST',
    '/auth/register',
    null,
    account,
  );
  const me = await server.call<{ workspaces: { slug: string }[] }>('GET', '/me', accessToken);
  const path = `/workspaces/${me.workspaces[0]?.slug}`;
  const provider = {
    kind: 'openai-compatible',
    name: 'Echo',
    baseUrl: upstream.url,
    apiKey: KEY,
    models: [{ name: 'm' }],
  };

  await call('POST', `${path}/providers`, accessToken, provider);
  await call('POST', `${path}/providers`, accessToken, {
    ...provider,
    apiKey: KEY,
    baseUrl: 'nonsense',
  });
  await call('PATCH', `${path}/providers/echo`, accessToken, { apiKey: `${KEY} with a space` });
  await call('GET', `${path}/providers`, accessToken);
  await call('POST', `${path}/providers/echo/test`, accessToken, {});
  const definition = {
    schemaVersion: 1,
    inputs: { type: 'object', properties: {} },
    steps: [{ id: 'ask', kind: 'prompt', with: { model: 'echo/m', prompt: 'Hello' } }],
    output: { text: '{{ steps.ask.text }}' },
  };
  const tool = await call<{ slug: string }>('POST', `${path}/tools`, accessToken, {
    name: 'Ask',
    definition,
  });
  await call(
    'POST',
    `${path}/tools/${tool.slug}/draft/runs`,
    accessToken,
    { inputs: {} },
    { prefer: 'wait=20' },
  );

  expect(upstream.requests.map(({ path: asked }) => asked)).toEqual([
    '/models',
    '/chat/completions',
  ]);
  expect(JSON.stringify(answers)).toContain('Incorrect API key: [key]');
  expect(JSON.stringify(answers)).not.toContain(KEY);
  await server.stop();
  expect(server.log.join('')).toContain('/providers/echo/test');
  expect(server.log.join('')).not.toContain(KEY);
});
