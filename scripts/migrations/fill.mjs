import { once } from 'node:events';
import { createServer } from 'node:http';
import { fork } from 'node:child_process';
import { apiAt } from '../lib/api.mjs';
import { withoutNpm } from '../lib/install.mjs';
import { inRoot, node } from '../lib/paths.mjs';
import { until } from '../lib/wait.mjs';

/** Known, so that the test of upgrades can sign in and decrypt. They protect nothing. */
const KEYS = {
  JWT_SECRETS: 'test-secret-test-secret-test-secret-1',
  ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
};
const PROVIDER_KEY = 'sk-fixture-provider-key';
const ADA = { email: 'ada@example.test', password: 'correct horse battery', name: 'Ada' };
const BOB = { email: 'bob@example.test', password: 'correct horse battery', name: 'Bob' };

const input = { type: 'string', maxLength: 200 };
const tool = (inputs, steps, output) => ({
  schemaVersion: 1,
  inputs: {
    type: 'object',
    properties: inputs,
    required: Object.keys(inputs),
    additionalProperties: false,
  },
  steps,
  output,
});
const SHOUT = tool(
  { text: { ...input, title: 'Text' } },
  [{ id: 'shout', kind: 'transform', with: { value: '{{ $uppercase(inputs.text) }}' } }],
  { text: '{{ steps.shout }}' },
);
/** Two calls of a server: the first is answered, the second is what the run is stopped in. */
const FETCH = tool(
  { url: input },
  [
    { id: 'first', kind: 'http', with: { url: '{{ inputs.url & "/first" }}' } },
    { id: 'second', kind: 'http', with: { url: '{{ inputs.url & "/second" }}' } },
  ],
  { first: '{{ steps.first.body.n }}', second: '{{ steps.second.body.n }}' },
);
const FAIL = tool({}, [{ id: 'no', kind: 'stop', with: { as: 'failed', message: 'No.' } }], {});

/**
 * Uses the product until every table of its schema has rows, and kills it in the middle of a run.
 * @param {string} databaseUrl migrated and empty
 * @returns {Promise<{ known: object, upstream: string }>} what the test has to know, and the address
 *   of the server that tools called
 */
export async function fill(databaseUrl) {
  const upstream = createServer((request, response) => {
    if (request.url !== '/first') return; // never answered
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"n":1}');
  }).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const url = `http://127.0.0.1:${/** @type {any} */ (upstream.address()).port}`;
  const server = fork(inRoot('server/dist/main.js'), {
    execPath: node,
    env: {
      ...withoutNpm(),
      ...KEYS,
      DATABASE_URL: databaseUrl,
      API_PORT: '0',
      LOG_LEVEL: 'warn',
      EGRESS_ALLOW_HOSTS: '127.0.0.1',
      // So that runs wait in the queue.
      RUN_CONCURRENCY: '1',
    },
  });
  try {
    const [message] = await Promise.race([
      once(server, 'message'),
      once(server, 'exit').then(() => Promise.reject(new Error('The server did not start.'))),
    ]);
    return { known: await use(message.url, url), upstream: url };
  } finally {
    server.kill('SIGKILL');
    upstream.closeAllConnections();
    upstream.close();
  }
}

/**
 * @param {string} api
 * @param {string} upstream
 */
async function use(api, upstream) {
  const anybody = apiAt(api);
  const signIn = (who) => anybody.call('POST', '/auth/login', who);
  await anybody.call('POST', '/auth/register', ADA);
  await anybody.call('POST', '/auth/register', BOB);
  await anybody.send('POST', '/auth/login', { ...BOB, name: undefined, password: 'wrong' });

  const credentials = { email: ADA.email, password: ADA.password };
  await anybody.call('POST', '/auth/logout', {
    refreshToken: (await signIn(credentials)).refreshToken,
  });
  const first = await signIn(credentials);
  const session = await anybody.call('POST', '/auth/refresh', {
    refreshToken: first.refreshToken,
  });
  const ada = apiAt(api, session.accessToken);
  const workspace = (await ada.call('GET', '/me')).workspaces[0].slug;
  const at = `/workspaces/${workspace}`;
  await ada.call('POST', `${at}/members`, { email: BOB.email, role: 'editor' });

  const provider = {
    kind: 'openai-compatible',
    name: 'Models',
    baseUrl: `${upstream}/v1`,
    apiKey: PROVIDER_KEY,
    models: [{ name: 'small', inputPricePerMillion: 1, outputPricePerMillion: 2 }],
  };
  await ada.call('POST', `${at}/providers`, provider);
  await ada.call('POST', '/admin/providers', { ...provider, name: 'For all' });
  await ada.call('PUT', `${at}/model-aliases/fast`, { provider: 'models', model: 'small' });

  const publish = async (name, definition) => {
    const { slug } = await ada.call('POST', `${at}/tools`, { name, definition });
    await ada.call('POST', `${at}/tools/${slug}/versions`, { notes: `First ${name}` });
    return slug;
  };
  const shout = await publish('Shout', SHOUT);
  await ada.call('POST', `${at}/tools/${shout}/versions`, { notes: 'Second Shout' });
  const other = { ...SHOUT, output: { loud: '{{ steps.shout }}' } };
  await ada.call('PUT', `${at}/tools/${shout}/draft`, { definition: other }, { 'if-match': '"1"' });
  await ada.call('POST', `${at}/tools/${shout}/draft/runs`, { inputs: { text: 'draft' } });
  const fetcher = await publish('Fetch', FETCH);
  const failing = await publish('Fail', FAIL);
  await ada.call('DELETE', `${at}/tools/${await publish('Old', SHOUT)}`);

  const scopes = ['runs:create', 'runs:read'];
  const apiKey = await ada.call('POST', `${at}/api-keys`, { name: 'ci', scopes, tools: [shout] });
  const spent = await ada.call('POST', `${at}/api-keys`, { name: 'spent', scopes });
  await ada.call('DELETE', `${at}/api-keys/${spent.id}`);

  const run = async (slug, inputs, headers = {}, caller = ada) =>
    (await caller.call('POST', `/tools/${workspace}/${slug}/runs`, { inputs }, headers)).id;
  const idempotencyKey = 'order-4711';
  const runs = {
    succeeded: await run(
      shout,
      { text: 'hello' },
      { 'idempotency-key': idempotencyKey },
      apiAt(api, apiKey.secret),
    ),
    failed: await run(failing, {}),
    cancelled: await run(fetcher, { url: upstream }, { prefer: 'wait=0' }),
  };
  await ada.call('POST', `/runs/${runs.cancelled}/cancel`);
  const running = await run(fetcher, { url: upstream }, { prefer: 'wait=0' });
  // The one worker takes the first from the queue; the second waits.
  const taken = await run(fetcher, { url: upstream }, { prefer: 'respond-async' });
  const queued = await run(fetcher, { url: upstream }, { prefer: 'respond-async' });
  // The first step has to be in the journal before the process is killed.
  const isJournalled = async () => (await ada.call('GET', `/runs/${running}`)).steps.length > 0;
  if (!(await until(isJournalled, { timeoutMs: 30_000 }))) throw new Error('The run has no step.');
  return {
    ...credentials,
    refreshToken: session.refreshToken,
    apiKey: apiKey.secret,
    providerKey: PROVIDER_KEY,
    workspace,
    tool: shout,
    idempotencyKey,
    runs: { ...runs, running, taken, queued },
  };
}
