import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ECHO } from '../given.js';
import { prepare, until, type Prepared, type Run } from '../recovery.js';
import { Upstream } from '../upstream.js';
import { Cluster } from './cluster.js';
import { expecting, Load } from './load.js';

// Starts the nginx that NGINX_PROGRAM names and the redis-server that REDIS_SERVER names.
const nginx = process.env.NGINX_PROGRAM as string;

/** Asks the upstream to note a number, which is an effect that can be counted. */
const noteTool = (upstream: Upstream): object => ({
  schemaVersion: 1,
  inputs: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
  steps: [
    {
      id: 'note',
      kind: 'http',
      with: { method: 'POST', url: `${upstream.url}/note`, json: { n: '{{ inputs.n }}' } },
    },
  ],
  output: { n: '{{ inputs.n }}' },
});

describe.each([
  ['three processes that do everything', ['all', 'all', 'all']],
  ['two api processes and a worker', ['api', 'api', 'worker']],
] as const)('%s, under load, one killed and all restarted', (_, roles) => {
  const upstream = new Upstream();
  const cluster = new Cluster({ RATE_LIMIT_PER_MINUTE: '0' });
  let note: Prepared;
  let echo: Prepared;

  beforeAll(async () => {
    await upstream.start();
    upstream.answers.set('/note', (call) => call.answer(200, { noted: true }));
    await cluster.start([...roles], nginx);
    note = await prepare(cluster.nginx, noteTool(upstream));
    echo = await prepare(cluster.nginx, ECHO);
  }, 120_000);
  afterAll(async () => {
    await cluster.stop();
    await upstream.stop();
  }, 60_000);

  it('fail no request, lose no run and do nothing twice', async () => {
    const { nginx, db } = cluster;
    const sent = { effects: 0, runs: 0 };
    const run = (tool: Prepared, inputs: object, headers: Record<string, string>): Promise<Run> => {
      sent.runs += 1;
      if (tool === note) sent.effects += 1;
      return nginx.call<Run>('POST', tool.runs, tool.token, { inputs }, headers);
    };
    const key = (n: number) => ({ 'idempotency-key': `load-${n}`, prefer: 'wait=60' });
    const careful = new Load(
      {
        'run with an effect': (n) =>
          expecting(run(note, { n }, key(n)), { status: 'succeeded', output: { n } }),
        'pure run': (n) =>
          expecting(run(echo, { text: `a${n}` }, key(n)), { output: { text: `A${n}` } }),
        'queued run': (n) => run(note, { n }, { ...key(n), prefer: 'respond-async' }),
        'who am I': () => nginx.call('GET', '/me', note.token),
        'list of runs': () =>
          nginx.call('GET', `/workspaces/${note.workspace}/runs?limit=5`, note.token),
      },
      20,
      50,
    );
    await careful.more(500);
    await cluster.server(1).kill();
    await careful.more(500);
    await cluster.startReplica(1);
    // A process that is killed takes requests with it that nginx may not send again.
    const careless = new Load(
      {
        'run without a key': () =>
          expecting(run(echo, { text: 'b' }, {}), { output: { text: 'B' } }),
      },
      5,
      10,
    );
    for (const index of roles.keys()) {
      expect(await cluster.server(index).stop()).toBe(0);
      await cluster.startReplica(index);
      await careful.more(200);
    }
    await Promise.all([careful.stop(), careless.stop()]);
    expect(careful.failures).toEqual([]);
    // Between looking for connections and closing the socket lies less than 0.1 ms, but not nothing.
    expect(careless.failures.length).toBeLessThanOrEqual(1);
    expect(careful.count).toBeGreaterThan(1_500);

    const states = async (): Promise<Record<string, number>> => {
      const { rows } = await db.query<{ status: string; count: number }>(
        'SELECT status, count(*)::int FROM runs GROUP BY status',
      );
      return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
    };
    await until(async () => Object.keys(await states()).join() === 'succeeded');
    expect(await states()).toEqual({ succeeded: sent.runs - careless.failures.length });
    // A step that was under way when its process died is sent again, with the same key.
    const keys = new Set(upstream.calls.map(({ headers }) => headers['idempotency-key']));
    expect(keys.size).toBe(sent.effects);
  }, 240_000);
});
