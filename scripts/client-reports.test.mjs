import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { inRoot } from './lib/paths.mjs';
import { startClient, startHttp, until } from './testing/started-client.mjs';

// The built web interface with a receiver of Sentry's protocol, and a server that it cannot use.

const PASSWORD = 'hunter2-and-more';
const session = [{ alg: 'none' }, { exp: 4_000_000_000, sub: PASSWORD }]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .concat('c2ln')
  .join('.');

const openPage = (client) =>
  fetch(`${client.url}/?next=${PASSWORD}`, {
    headers: { cookie: `apm_access=${session}`, 'x-secret': PASSWORD },
    redirect: 'manual',
  });

/** @param {Record<string, string>} [headers] */
const tell = (client, report, headers = { 'sec-fetch-site': 'same-origin' }) =>
  fetch(`${client.url}/api/errors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(report),
  });

const BROKEN = {
  name: 'TypeError',
  message: `Cannot read https://example.org/w/mine?token=${PASSWORD}`,
  stack: `TypeError: x\n    at draw (https://apm.example/_next/static/chunks/a.js?v=${PASSWORD}:1:23)`,
};

const eventsOf = (sentry) => sentry.received.map(({ body }) => JSON.parse(body.split('\n')[2]));

describe('the web interface', { timeout: 120_000 }, () => {
  let sentry;
  let api;
  let client;
  before(async () => {
    sentry = await startHttp((_, response) => response.end('{}'));
    // It answers, but with nothing that a page could be made of.
    api = await startHttp((_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    );
    client = await startClient({
      API_URL: api.url,
      SENTRY_DSN: `http://public-key@127.0.0.1:${sentry.port}/7`,
    });
  });
  after(async () => {
    await client.stop();
    sentry.close();
    api.close();
  });

  it('reports a page that cannot be made, and nothing of who asked for it', async () => {
    const response = await openPage(client);
    assert.equal(response.status, 500);
    await until(() => sentry.received.length === 1);
    const [{ path, headers, body }] = sentry.received;
    const { version } = JSON.parse(readFileSync(inRoot('client/package.json'), 'utf8'));
    assert.equal(path, '/api/7/envelope/');
    assert.match(headers['x-sentry-auth'], /sentry_key=public-key/);
    const [event] = eventsOf(sentry);
    assert.equal(event.release, `aipoweredmakers@${version}+abc1234`);
    assert.deepEqual(event.tags, { role: 'client', route: '/', kind: 'render' });
    assert.match(event.exception.values[0].value, /Cannot read properties of undefined/);
    for (const secret of [PASSWORD, session, api.url]) assert.ok(!body.includes(secret), secret);
  });

  it('passes on what a browser tells, without its secrets', async () => {
    sentry.received.length = 0;
    const response = await tell(client, BROKEN);
    assert.equal(response.status, 204);
    await until(() => sentry.received.length === 1);
    const [event] = eventsOf(sentry);
    assert.equal(event.platform, 'javascript');
    assert.deepEqual(event.tags, { role: 'client', source: 'browser' });
    const [exception] = event.exception.values;
    assert.equal(exception.value, 'Cannot read https://example.org/w/mine?[hidden]');
    assert.equal(exception.stacktrace.frames[0].filename, 'app:///_next/static/chunks/a.js');
    assert.ok(!sentry.received[0].body.includes(PASSWORD));
  });

  it('takes no report from elsewhere, none that is large, and no other form', async () => {
    sentry.received.length = 0;
    assert.equal((await tell(client, BROKEN, { 'sec-fetch-site': 'cross-site' })).status, 403);
    assert.equal((await tell(client, BROKEN, {})).status, 403);
    assert.equal((await tell(client, { ...BROKEN, stack: 'x'.repeat(10_000) })).status, 413);
    assert.equal((await tell(client, { ...BROKEN, user: 'ada' })).status, 422);
    assert.equal(sentry.received.length, 0);
  });

  it('passes on a few a minute only', async () => {
    for (let i = 0; i < 15; i += 1) assert.equal((await tell(client, BROKEN)).status, 204);
    // Its own errors have a share that browsers cannot use up: this one comes after all of theirs.
    await openPage(client);
    await until(() => eventsOf(sentry).some(({ platform }) => platform === 'node'));
    const browser = eventsOf(sentry).filter(({ platform }) => platform === 'javascript');
    assert.ok(browser.length > 0 && browser.length <= 10, `${browser.length}`);
  });

  it('tells live from ready, and ready from degraded', async () => {
    const ready = await fetch(`${client.url}/api/health/ready`);
    assert.equal(ready.status, 200);
    const health = /** @type {any} */ (await ready.json());
    assert.equal(health.status, 'ok');
    assert.equal(health.commit, 'abc1234');
    assert.equal(health.parts.server.status, 'up');

    const alone = await startClient({ API_URL: 'http://127.0.0.1:9' });
    try {
      const answer = await fetch(`${alone.url}/api/health/ready`);
      assert.equal(answer.status, 200);
      const { status, parts } = /** @type {any} */ (await answer.json());
      assert.deepEqual([status, parts.server.status], ['degraded', 'down']);
      assert.equal((await fetch(`${alone.url}/api/health/live`)).status, 200);
    } finally {
      await alone.stop();
    }
  });

  it('sends nothing anywhere without SENTRY_DSN, or where nobody listens', async () => {
    const before = sentry.received.length;
    for (const dsn of ['', 'http://public-key@127.0.0.1:9/7']) {
      const other = await startClient({ API_URL: api.url, SENTRY_DSN: dsn });
      try {
        assert.equal((await openPage(other)).status, 500);
        assert.equal((await tell(other, BROKEN)).status, 204);
        assert.equal((await fetch(`${other.url}/api/health/live`)).status, 200);
      } finally {
        await other.stop();
      }
    }
    assert.equal(sentry.received.length, before);
  });
});

describe('what reports leave out', () => {
  it('is decided by the same rules in server and web interface', () => {
    assert.equal(
      readFileSync(inRoot('client/src/lib/reports/scrub.ts'), 'utf8'),
      readFileSync(inRoot('server/src/core/error-reports/scrub.ts'), 'utf8'),
    );
  });
});
