import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { HttpServer } from '../../../test/http-server.js';
import { OtlpReceiver, type ReceivedSpan } from '../../../test/otlp-receiver.js';
import { chainOf, ended, prepare, TAKEOVER_MS, type Run } from '../../../test/recovery.js';
import { ServerProcess } from '../../../test/server-process.js';
import { Upstream } from '../../../test/upstream.js';

// Server processes as they are started in production, and a collector that decodes what they send.

const collector = new OtlpReceiver();
const models = new HttpServer();
const upstream = new Upstream();
let database: TestDatabase;
const started: ServerProcess[] = [];

const SECRET = 'very-private-words';
const KEY = 'sk-model-server-key-0001';

beforeAll(async () => {
  await Promise.all([collector.start(), models.start(), upstream.start()]);
  database = await createTestDatabase();
}, 60_000);
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.kill()));
});
afterAll(async () => {
  await Promise.all([collector.stop(), models.stop(), upstream.stop()]);
  await database.drop();
}, 60_000);

async function start(env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await ServerProcess.start(database.url, {
    EGRESS_ALLOW_HOSTS: '127.0.0.1',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    ...env,
  });
  started.push(server);
  return server;
}

const ofRun =
  (id: string, name = 'run') =>
  (span: ReceivedSpan): boolean =>
    span.name === name && span.attributes['apm.run.id'] === id;
const below =
  (parent: ReceivedSpan, name: string) =>
  (span: ReceivedSpan): boolean =>
    span.name === name && span.parentSpanId === parent.spanId && span.traceId === parent.traceId;

interface RunDetail extends Run {
  traceId: string | null;
}

describe('a traced request', () => {
  it('is one tree from the caller to the model server, without anything that was written', async () => {
    const server = await start({
      OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=let%20me%20in',
      OTEL_RESOURCE_ATTRIBUTES: 'team=makers',
    });
    models.answers((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const delta = { choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: 'stop' }] };
      const usage = { choices: [], usage: { prompt_tokens: 7, completion_tokens: 5 } };
      response.end(
        `data: ${JSON.stringify(delta)}\n\ndata: ${JSON.stringify(usage)}\n\ndata: [DONE]\n\n`,
      );
    });
    const { token, runs } = await prepare(server, {
      schemaVersion: 1,
      inputs: { type: 'object', properties: { text: { type: 'string' } } },
      steps: [
        { id: 'shout', kind: 'transform', with: { value: '{{ $uppercase(inputs.text) }}' } },
        { id: 'ask', kind: 'prompt', with: { model: 'house/small', prompt: '{{ steps.shout }}' } },
      ],
      output: '{{ steps.ask.text }}',
    });
    await server.call('POST', '/admin/providers', token, {
      kind: 'openai-compatible',
      name: 'House',
      baseUrl: `${models.url}/v1`,
      apiKey: KEY,
      models: [],
    });

    const trace = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
    const { id } = await server.call<Run>(
      'POST',
      runs,
      token,
      { inputs: { text: SECRET } },
      {
        traceparent: `00-${trace.traceId}-${trace.spanId}-01`,
      },
    );

    const run = await collector.span(ofRun(id));
    const http = await collector.span(
      (span) => span.attributes['http.route'] === '/api/v1/tools/:workspace/:tool/runs',
    );
    expect(http).toMatchObject({
      name: 'POST /api/v1/tools/:workspace/:tool/runs',
      traceId: trace.traceId,
      parentSpanId: trace.spanId,
      kind: 2,
      attributes: { 'http.response.status_code': 200 },
      resource: { 'service.name': 'aipoweredmakers', 'apm.role': 'all', team: 'makers' },
    });
    expect(run).toMatchObject({
      traceId: trace.traceId,
      parentSpanId: http.spanId,
      attributes: { 'apm.run.status': 'succeeded' },
    });
    expect(await collector.span(below(run, 'step transform'))).toMatchObject({
      attributes: { 'apm.step.path': 'shout', 'apm.step.attempt': 1 },
    });
    const step = await collector.span(below(run, 'step prompt'));
    const call = await collector.span(below(step, 'chat small'));
    expect(call).toMatchObject({
      kind: 3,
      attributes: {
        'gen_ai.request.model': 'small',
        'gen_ai.usage.input_tokens': 7,
        'gen_ai.usage.output_tokens': 5,
      },
    });
    // The admin's own model server may go on with the trace.
    expect(models.requests[0]?.headers.traceparent).toBe(`00-${trace.traceId}-${call.spanId}-01`);
    expect(await server.call<RunDetail>('GET', `/runs/${id}`, token)).toMatchObject({
      traceId: trace.traceId,
    });
    expect(collector.headers[0]?.['x-collector-key']).toBe('let me in');
    for (const secret of [SECRET, SECRET.toUpperCase(), token, KEY]) {
      expect(collector.raw).not.toContain(secret);
    }
  }, 60_000);

  it('names its trace in problems and in the log', async () => {
    const server = await start();
    const response = await fetch(`${server.url}/api/v1/me`);
    const { traceId } = (await response.json()) as { traceId: string };
    expect(await collector.span((span) => span.traceId === traceId)).toMatchObject({
      name: 'GET /api/v1/me',
      attributes: { 'http.response.status_code': 401 },
      failed: false,
    });
    // The last spans are sent when the process ends.
    await fetch(`${server.url}/api/v1/nothing-here`);
    expect(await server.stop()).toBe(0);
    await collector.span(
      (span) => span.attributes['http.response.status_code'] === 404 && span.name === 'GET',
    );
  }, 60_000);
});

describe('a traced run', () => {
  it('is followed over the queue into another process', async () => {
    const api = await start({ ROLE: 'api' });
    const worker = await start({ ROLE: 'worker' });
    const { token, runs } = await prepare(api, chainOf(upstream, 'traced', 1));
    upstream.answers.set('/traced/1', (call) => call.answer(200, { n: 1 }));
    const { id } = await api.call<Run>('POST', runs, token, {}, { prefer: 'respond-async' });
    const run = await collector.span(ofRun(id));
    const http = await collector.span((span) => span.spanId === run.parentSpanId);
    expect(http).toMatchObject({ traceId: run.traceId, resource: { 'apm.role': 'api' } });
    expect(run).toMatchObject({ kind: 5, resource: { 'apm.role': 'worker' } });
    const step = await collector.span(below(run, 'step http'));
    // A host that the admin lists is told; see egress.spec.ts for those that are not.
    expect((await upstream.call('/traced/1')).headers.traceparent).toContain(
      `${run.traceId}-${step.spanId}`,
    );
    await worker.stop();
  }, 60_000);

  it(
    'stays in its trace when another process takes it over',
    async () => {
      const first = await start();
      const { token, runs } = await prepare(first, chainOf(upstream, 'taken', 2));
      upstream.answers.set('/taken/1', (call) => call.answer(200, { n: 1 }));
      const { id } = await first.call<Run>('POST', runs, token, {}, { prefer: 'wait=0' });
      const inFlight = await upstream.call('/taken/2');
      const traceId = inFlight.headers.traceparent?.slice(3, 35) as string;
      // What a process has not sent when it is killed is lost; this is sent.
      const http = await collector.span((span) => span.traceId === traceId && span.kind === 2);
      await first.kill();
      upstream.answers.set('/taken/2', (call) => call.answer(200, { n: 2 }));
      const second = await start();
      expect(await ended(second, token, id)).toMatchObject({ status: 'succeeded' });
      const run = await collector.span(ofRun(id));
      expect(run).toMatchObject({
        traceId,
        parentSpanId: http.spanId,
        attributes: { 'apm.run.fence': 2 },
      });
      const again = await upstream.call('/taken/2', 2);
      expect(again.headers.traceparent?.slice(3, 35)).toBe(traceId);
    },
    TAKEOVER_MS + 20_000,
  );

  it('is not recorded when the sampler says so, and still goes on', async () => {
    const server = await start({ OTEL_TRACES_SAMPLER: 'always_off' });
    const { token, runs } = await prepare(server, chainOf(upstream, 'unseen', 1));
    upstream.answers.set('/unseen/1', (call) => call.answer(200, { n: 1 }));
    const { id } = await server.call<Run>(
      'POST',
      runs,
      token,
      {},
      {
        traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      },
    );
    expect((await upstream.call('/unseen/1')).headers.traceparent).toMatch(/-00$/);
    expect(await server.call<RunDetail>('GET', `/runs/${id}`, token)).toMatchObject({
      status: 'succeeded',
      traceId: null,
    });
    await server.stop();
    expect(collector.spans.some(ofRun(id))).toBe(false);
  }, 60_000);
});

describe('a collector that is of no use', () => {
  let hole: Server;
  const held = new Set<Socket>();
  beforeAll(async () => {
    hole = createServer((socket) => void held.add(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => hole.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    for (const socket of held) socket.destroy();
    hole.close();
  });

  it.each(['refuses', 'is silent'])(
    '%s: runs go on and the process ends in time',
    async (how) => {
      const { port } = hole.address() as AddressInfo;
      const endpoint = how === 'refuses' ? 'http://127.0.0.1:9' : `http://127.0.0.1:${port}`;
      const server = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
      const { token, runs } = await prepare(server, chainOf(upstream, `alone-${how[0]}`, 1));
      upstream.answers.set(`/alone-${how[0]}/1`, (call) => call.answer(200, { n: 1 }));
      expect(await server.call<Run>('POST', runs, token, {})).toMatchObject({
        status: 'succeeded',
      });
      // 0: it came to its end by itself, before the time at which it would be ended.
      expect(await server.stop()).toBe(0);
    },
    60_000,
  );
});

describe('without an address', () => {
  it('loads nothing of OpenTelemetry or of reports, and changes nothing', async () => {
    const watch = `import { registerHooks } from 'node:module';
      registerHooks({ resolve(name, context, next) {
        const found = next(name, context);
        if (/opentelemetry.(sdk|exporter|otlp|resources)|open-telemetry\\.js|sentry/.test(found.url))
          process._rawDebug('LOADED ' + found.url);
        return found;
      } });`;
    const options = `--import=data:text/javascript,${encodeURIComponent(watch)}`;
    const off = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: '', NODE_OPTIONS: options });
    const response = await fetch(`${off.url}/api/v1/me`, {
      headers: { 'x-request-id': 'from-the-proxy-1' },
    });
    expect(await response.json()).toMatchObject({ traceId: 'from-the-proxy-1' });
    await off.stop();
    expect(off.log.join('')).not.toContain('LOADED');

    // The same look finds them where they are.
    const on = await start({ NODE_OPTIONS: options, SENTRY_DSN: 'http://key@127.0.0.1:9/1' });
    await on.stop();
    expect(on.log.join('')).toMatch(/LOADED .*sdk-trace[^]*LOADED .*sentry/);
  }, 60_000);
});
