import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launchClient, startClient, startHttp, until } from './testing/started-client.mjs';

// The built web interface as its image starts it, with a server that says what a test needs.

describe('the process of the web interface', { timeout: 120_000 }, () => {
  /** Answers that wait for the test, by path. */
  const held = new Map();
  let api;
  before(async () => {
    api = await startHttp(({ url = '' }, response) => {
      if (url.endsWith('/events')) {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('id: 1\ndata: {}\n\n');
      } else if (url.endsWith('/held')) held.set(url, response);
      else response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  after(() => api.close());

  const ask = (client, path) => fetch(`${client.url}/api/proxy/api/v1${path}`);

  it('does not start with settings that are wrong, and names them', async () => {
    const { ended } = await launchClient({ CLIENT_SECRET: 'short', SHUTDOWN_SECONDS: 'long' });
    const { code, errors } = await ended;
    assert.equal(code, 1);
    assert.match(errors, /not usable: CLIENT_SECRET, SHUTDOWN_SECONDS\./);
    assert.ok(!errors.includes('short'));
  });

  for (const [proxies, address] of [
    ['', '127.0.0.1'],
    ['1', '198.51.100.7'],
  ]) {
    it(`tells ${address} as the reader's with "${proxies}" proxies in front`, async () => {
      const secret = 's'.repeat(32);
      const client = await startClient({
        API_URL: api.url,
        CLIENT_SECRET: secret,
        CLIENT_TRUSTED_PROXIES: proxies,
      });
      try {
        api.received.length = 0;
        const headers = {
          'sec-fetch-site': 'same-origin',
          'x-forwarded-for': '203.0.113.1, 198.51.100.7',
          'x-client-address': '203.0.113.1',
        };
        const init = { method: 'POST', headers, body: '{}' };
        await fetch(`${client.url}/api/auth/login`, init);
        await fetch(`${client.url}/api/proxy/api/v1/me/password`, { ...init, method: 'PUT' });
        assert.deepEqual(
          api.received.map(({ path }) => path),
          ['/api/v1/auth/login', '/api/v1/me/password'],
        );
        for (const { headers } of api.received) {
          assert.equal(headers['x-forwarded-for'], address);
          assert.equal(headers['x-client-address'], address);
          assert.equal(headers['x-client-secret'], secret);
        }
      } finally {
        await client.stop();
      }
    });
  }

  it('serves on while its health says no, then finishes what is under way and ends with 0', async () => {
    const client = await startClient({ API_URL: api.url, DRAIN_SECONDS: '5' });
    const watching = (await ask(client, '/runs/1/events')).body?.getReader();
    await watching?.read();
    const slow = ask(client, '/first/held');
    await until(() => held.has('/api/v1/first/held'));

    client.child.kill('SIGTERM');
    await until(async () => (await fetch(`${client.url}/api/health/live`)).status === 503);
    const answer = await ask(client, '/me');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('connection'), 'close');

    // The watcher is cut off and can ask elsewhere; nobody new is let in; the slow one is answered.
    await until(() =>
      watching?.read().then(
        ({ done }) => done,
        () => true,
      ),
    );
    await until(() =>
      ask(client, '/me').then(
        () => false,
        () => true,
      ),
    );
    held.get('/api/v1/first/held').end('late');
    assert.equal(await (await slow).text(), 'late');
    assert.equal((await client.ended).code, 0);
  });

  it('ends with 0 although an answer does not come', async () => {
    const client = await startClient({ API_URL: api.url, SHUTDOWN_SECONDS: '1' });
    const cut = assert.rejects(ask(client, '/second/held'));
    await until(() => held.has('/api/v1/second/held'));
    client.child.kill('SIGTERM');
    await cut;
    assert.equal((await client.ended).code, 0);
  });
});
