import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readEvents, type ReceivedEvent } from '../events.js';
import { Nginx } from '../nginx.js';
import { chainOf, ended, prepare, TAKEOVER_MS, type Prepared, type Run } from '../recovery.js';
import type { Api } from '../server-process.js';
import { Upstream } from '../upstream.js';
import { Cluster } from './cluster.js';

// Starts the nginx that NGINX_PROGRAM names and the redis-server that REDIS_SERVER names.
const program = process.env.NGINX_PROGRAM as string;
const upstream = new Upstream();
const cluster = new Cluster();
/** nginx in front of one process only, to choose who answers; it packs whatever it can. */
let packing: Nginx[];

beforeAll(async () => {
  await upstream.start();
  await cluster.start(['all', 'all'], program);
  packing = await Promise.all(
    cluster.replicas.map(({ port }) =>
      Nginx.start(program, [port], (config) => config.replace(/gzip_types .*;/, 'gzip_types *;')),
    ),
  );
}, 120_000);
afterAll(async () => {
  await Promise.all(packing.map((nginx) => nginx.stop()));
  await cluster.stop();
  await upstream.stop();
}, 60_000);

/** A run of two steps at the first process, which waits for the upstream in its first. */
async function begin(name: string): Promise<Prepared & { id: string }> {
  const prepared = await prepare(cluster.server(0), chainOf(upstream, name, 2));
  const { runs, token } = prepared;
  const { id } = await cluster.server(0).call<Run>('POST', runs, token, {}, { prefer: 'wait=0' });
  await upstream.call(`/${name}/1`);
  return { ...prepared, id };
}

const answer = async (path: string): Promise<void> =>
  (await upstream.call(path)).answer(200, { n: 1 });

async function watch(
  api: Api | undefined,
  { id, token }: { id: string; token: string },
  lastEventId?: string,
) {
  const leaving = new AbortController();
  const response = await fetch(`${api?.url}/api/v1/runs/${id}/events`, {
    signal: leaving.signal,
    headers: {
      authorization: `Bearer ${token}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
  });
  const events = readEvents(response);
  return {
    response,
    /** The next events, up to one of this kind. */
    async upTo(type: string): Promise<ReceivedEvent[]> {
      const seen: ReceivedEvent[] = [];
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error(`The stream ended before ${type}.`);
        seen.push(value);
        if (value.type === type) return seen;
      }
    },
    leave: () => leaving.abort(),
  };
}

const finished = (events: ReceivedEvent[]): string[] =>
  events.filter(({ type }) => type === 'step.finished').map(({ data }) => data.step.path);

describe('events behind nginx', () => {
  it.each([
    ['the process that carries out the run', 0],
    ['another process', 1],
  ])('are told as they happen by %s, also when they are packed', async (_, index) => {
    const run = await begin(`live${index}`);
    const stream = await watch(packing[index], run);
    expect(stream.response.headers.get('content-encoding')).toBe('gzip');
    await stream.upTo('run');
    // The second step does not end before the end of the first was read.
    await answer(`/live${index}/1`);
    await stream.upTo('step.finished');
    await answer(`/live${index}/2`);
    await stream.upTo('run.finished');
  });

  it('go on at another process, and back, where they broke off', async () => {
    const run = await begin('resume');
    const first = await watch(packing[0], run);
    await answer('/resume/1');
    const seen = await first.upTo('step.finished');
    const { id } = seen.at(-1) as ReceivedEvent;
    first.leave();

    // The journal knows no ids: what has finished is told again, and nothing is left out.
    const second = await watch(packing[1], run, id);
    expect(finished(await second.upTo('step.finished'))).toEqual(['s1']);
    const third = await watch(packing[0], run, id);
    await third.upTo('step.started');
    await answer('/resume/2');
    expect(finished(await second.upTo('run.finished'))).toEqual(['s2']);
    expect(finished(await third.upTo('run.finished'))).toEqual(['s2']);
  });

  it('keep the connection open while nothing happens', async () => {
    const run = await begin('silence');
    const { response, leave } = await watch(cluster.nginx, run);
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type of the web's streams
    const text = (response.body as any).pipeThrough(new TextDecoderStream());
    let read = '';
    for await (const part of text) {
      read += part;
      if (read.includes(': still here')) break;
    }
    leave();
    await answer('/silence/1');
    await answer('/silence/2');
    expect(await ended(cluster.nginx, run.token, run.id)).toMatchObject({ status: 'succeeded' });
  });
});

describe('a request in flight at a process that dies', () => {
  /** Sends a run through nginx, and kills who carries it out while its step is under way. */
  async function sendAndKill(name: string, headers: Record<string, string>) {
    const prepared = await prepare(cluster.nginx, chainOf(upstream, name, 1));
    const sent = fetch(`${cluster.nginx.url}/api/v1${prepared.runs}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${prepared.token}`,
        'content-type': 'application/json',
        prefer: 'wait=60',
        ...headers,
      },
      body: '{}',
    });
    const call = await upstream.call(`/${name}/1`);
    const owner = await cluster.ownerOfNewestRun();
    await cluster.server(owner).kill();
    return { ...prepared, sent, call, owner };
  }

  /** All runs of the account, which has only this one to send. */
  const runsOf = async ({ workspace }: Prepared): Promise<string[]> => {
    const { rows } = await cluster.db.query<{ id: string }>(
      'SELECT r.id FROM runs r JOIN workspaces w ON w.id = r.workspace_id WHERE w.slug = $1',
      [workspace],
    );
    return rows.map(({ id }) => id);
  };

  it(
    'is answered by another one, when it carries an Idempotency-Key',
    async () => {
      const { sent, call, owner, ...prepared } = await sendAndKill('keyed', {
        'idempotency-key': 'in-flight',
      });
      const again = await upstream.call('/keyed/1', 2);
      expect(again.headers['idempotency-key']).toBe(call.headers['idempotency-key']);
      again.answer(200, { n: 1 });
      const response = await sent;
      expect(response.status).toBe(200);
      expect(response.headers.get('idempotency-replayed')).toBe('true');
      expect(await response.json()).toMatchObject({ status: 'succeeded', output: { s1: 1 } });
      expect(await runsOf(prepared)).toHaveLength(1);
      await cluster.startReplica(owner);
    },
    TAKEOVER_MS + 20_000,
  );

  it(
    'is not sent again without a key: its caller is told, and its run goes on',
    async () => {
      const { sent, owner, ...prepared } = await sendAndKill('keyless', {});
      const response = await sent;
      expect(response.status).toBe(502);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(response.headers.get('retry-after')).toBe('1');
      expect(await response.json()).toMatchObject({ status: 502, code: 'no-answer' });
      (await upstream.call('/keyless/1', 2)).answer(200, { n: 1 });
      const [id, ...more] = await runsOf(prepared);
      expect(more).toEqual([]);
      expect(await ended(cluster.nginx, prepared.token, id as string)).toMatchObject({
        status: 'succeeded',
      });
      await cluster.startReplica(owner);
    },
    TAKEOVER_MS + 20_000,
  );
});
