import { describe, expect, it } from '@jest/globals';
import { hostWith, httpBy, planOf, runOf, textBody } from '../../../test/engine.js';
import { executeRun } from '../execute.js';
import { compileDefinition } from '../plan.js';
import type { HttpAnswer, HttpRequest, JsonObject, JsonValue, RunOutcome } from '../types.js';

const json = (value: JsonValue) => ({
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: textBody(JSON.stringify(value)),
});

async function call(
  settings: JsonObject,
  answer: Partial<HttpAnswer> = {},
  inputs: JsonValue = {},
): Promise<{ outcome: RunOutcome; request: HttpRequest }> {
  const requests: HttpRequest[] = [];
  const services = httpBy((request) => {
    requests.push(request);
    return answer;
  });
  const plan = planOf(
    [{ id: 'a', kind: 'http', with: { url: 'https://api.example/x', ...settings } }],
    '{{ steps.a }}',
  );
  const outcome = await executeRun(
    plan,
    runOf(inputs),
    [],
    hostWith(services),
    new AbortController().signal,
  );
  return { outcome, request: requests[0] as HttpRequest };
}
const outputOf = async (settings: JsonObject, answer: Partial<HttpAnswer>) => {
  const { outcome } = await call(settings, answer);
  return outcome.status === 'succeeded' ? (outcome.output as JsonObject) : outcome;
};

describe('http sends', () => {
  it('a read without a key or a body', async () => {
    const { request } = await call({
      query: { q: 'a b&c', n: 1, none: null, empty: '' },
      headers: { Accept: 'text/plain' },
    });
    expect(request).toMatchObject({
      method: 'GET',
      url: 'https://api.example/x?q=a+b%26c&n=1',
      headers: { accept: 'text/plain' },
      maxBytes: 2_000_000,
    });
    expect(request.body).toBeUndefined();
    expect(request.headers['idempotency-key']).toBeUndefined();
  });

  it('JSON, with a key that is the same on every attempt', async () => {
    const { request } = await call(
      { method: 'POST', json: { text: '{{ inputs.t }}' } },
      {},
      { t: 'hi "you"' },
    );
    expect(request).toMatchObject({
      method: 'POST',
      body: '{"text":"hi \\"you\\""}',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'run:a' },
    });
  });

  it('text', async () => {
    const { request } = await call({
      method: 'PUT',
      text: 'a',
      headers: { 'Content-Type': 'text/csv' },
    });
    expect(request).toMatchObject({ body: 'a', headers: { 'content-type': 'text/csv' } });
  });

  it.each<[string, JsonObject, JsonValue]>([
    ['a line break in a header', { headers: { 'x-a': '{{ inputs.v }}' } }, { v: 'a\r\nx-b: c' }],
    ['another protocol', { url: '{{ inputs.v }}' }, { v: 'file:///etc/passwd' }],
    ['no address', { url: '{{ inputs.v }}' }, { v: 'example.com' }],
    ['a header of the connection', { headers: '{{ inputs.v }}' }, { v: { Host: 'internal' } }],
    ['a body on a read', { method: '{{ inputs.v }}', text: 'x' }, { v: 'GET' }],
  ])('nothing with %s', async (_what, settings, inputs) => {
    const { outcome, request } = await call(settings, {}, inputs);
    expect(outcome).toMatchObject({
      status: 'failed',
      error: { code: 'settings-invalid', path: 'a' },
    });
    expect(request).toBeUndefined();
  });

  it.each<[JsonObject, string]>([
    [{ method: 'POST', json: 1, text: 'x' }, 'text'],
    [{ json: 1 }, 'method'],
    [{ headers: { 'Content-Length': '5' } }, 'headers/Content-Length'],
    [{ headers: { 'bad name': 'x' } }, 'headers/bad name'],
    [{ method: 'TRACE' }, 'method'],
  ])('what can be seen to be wrong when it is saved: %j', (settings, pointer) => {
    const steps = [{ id: 'a', kind: 'http', with: { url: 'https://api.example', ...settings } }];
    const { faults } = compileDefinition({
      schemaVersion: 1,
      inputs: { type: 'object' },
      steps,
      output: null,
    });
    expect(faults.map((fault) => fault.pointer)).toContain(`#/steps/0/with/${pointer}`);
  });
});

describe('http reads', () => {
  it('JSON that says so, text otherwise', async () => {
    expect(await outputOf({}, json({ a: [1] }))).toMatchObject({
      status: 200,
      body: { a: [1] },
      url: 'https://api.example/x',
    });
    expect(await outputOf({}, { body: textBody('{"a":1}') })).toMatchObject({ body: '{"a":1}' });
    expect(await outputOf({ as: 'json' }, { body: textBody('{"a":1}') })).toMatchObject({
      body: { a: 1 },
    });
    expect(await outputOf({ as: 'text' }, json(1))).toMatchObject({ body: '1' });
    expect(await outputOf({}, { ...json(1), status: 204, body: new Uint8Array() })).toMatchObject({
      status: 204,
      body: null,
    });
    expect(await outputOf({ as: 'json' }, { body: textBody('<html>') })).toMatchObject({
      error: { code: 'http-body', message: 'The answer is not JSON.' },
    });
  });

  it('other character sets', async () => {
    const latin = {
      headers: { 'content-type': 'text/plain; charset=iso-8859-1' },
      body: new Uint8Array([0x63, 0x61, 0x66, 0xe9]),
    };
    expect(await outputOf({}, latin)).toMatchObject({ body: 'café' });
    expect(
      await outputOf({}, { ...latin, headers: { 'content-type': 'text/plain; charset=nonsense' } }),
    ).toMatchObject({ status: 200 });
  });

  it('a web page as a person would', async () => {
    const page = `<html><head><title>T</title><style>p{}</style><script>alert("<p>")</script></head><body><nav>Menu</nav>
      <h1>Opening hours</h1><p>We are <b>open</b> on <a href="/x">Friday</a> &amp; Saturday.</p>
      <ul><li>Coffee</li><li>Tea</li></ul><table><tr><td>Mon</td><td>9-17</td></tr></table><footer>Imprint</footer></body></html>`;
    const { body } = (await outputOf({ as: 'html-text' }, { body: textBody(page) })) as {
      body: string;
    };
    expect(body).toContain('Opening hours');
    expect(body).toContain('We are open on Friday & Saturday.');
    expect(body).toMatch(/Coffee[\s\S]*Tea[\s\S]*Mon\s+9-17/);
    expect(body).not.toMatch(/Menu|Imprint|alert|p\{\}|\/x/);
  });

  it.each([
    ['nested', '<div>'.repeat(100_000)],
    ['unclosed', '<p><b>x'.repeat(100_000)],
    ['tables', '<table><tr><td>'.repeat(60_000)],
  ])('no page that is built to take long: %s', async (_what, page) => {
    expect(await outputOf({ as: 'html-text' }, { body: textBody(page) })).toMatchObject({
      error: { code: 'http-body', message: expect.stringContaining('nested') },
    });
  });

  it('a page with scripts full of angle brackets', async () => {
    const page = `<script>${'if(a<b)c<d;'.repeat(5_000)}</script><p>Hello</p>`;
    expect(await outputOf({ as: 'html-text' }, { body: textBody(page) })).toMatchObject({
      body: 'Hello',
    });
  });

  it.each([404, 429, 503])('status %i as an error', async (status) => {
    const { outcome } = await call({}, { status, body: textBody('no such order') });
    expect(outcome).toMatchObject({
      status: 'failed',
      error: { code: 'http-status', details: { status, body: 'no such order' } },
    });
    expect(await outputOf({ failOnStatus: false }, { status })).toMatchObject({ status });
  });

  it('no value with a forbidden key', async () => {
    const body = textBody('{"a":{"__proto__":{"polluted":true}}}');
    expect(await outputOf({ as: 'json' }, { body })).toMatchObject({
      error: { code: 'output-refused' },
    });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
