import { afterEach, describe, expect, it } from '@jest/globals';
import { WorkerClient, type WorkerClientOptions } from './worker-client.js';

const clients: WorkerClient[] = [];
const start = (options: Partial<WorkerClientOptions> = {}): WorkerClient => {
  const client = new WorkerClient({
    maxQueued: 10,
    maxRunning: 2,
    idleMs: 60_000,
    cancelGraceMs: 60_000,
    entry: new URL('./worker/misbehaving.mjs', import.meta.url),
    ...options,
  });
  clients.push(client);
  return client;
};
const say = (client: WorkerClient, text: string, signal?: AbortSignal) =>
  client.call('detectLanguage', { text }, signal);
const threadOf = async (client: WorkerClient) =>
  ((await say(client, 'who')) as unknown as { threadId: number }).threadId;

describe('WorkerClient', () => {
  afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));

  it('starts no thread before the first call', async () => {
    const client = start();
    expect(client.isRunning).toBe(false);
    await expect(say(client, 'hello')).resolves.toMatchObject({ language: 'hello' });
    expect(client.isRunning).toBe(true);
  });

  it.each(['die', 'exit'])(
    'fails the running call clearly when the thread must %s, and works again',
    async (death) => {
      const client = start();
      const before = await threadOf(client);
      await expect(say(client, death)).rejects.toMatchObject({
        code: 'builtin-crashed',
        retryable: true,
      });
      expect(await threadOf(client)).not.toBe(before);
    },
  );

  it('gives calls that wait to the next thread when one dies', async () => {
    const client = start({ maxRunning: 1 });
    const [dying, waiting] = [say(client, 'die'), say(client, 'later')];
    await expect(dying).rejects.toMatchObject({ code: 'builtin-crashed' });
    await expect(waiting).resolves.toMatchObject({ language: 'later' });
  });

  it('refuses a call as busy when the queue is full', async () => {
    const client = start({ maxRunning: 1, maxQueued: 1 });
    const abort = new AbortController();
    const [running, waiting] = [say(client, 'never', abort.signal), say(client, 'second')];
    await expect(say(client, 'third')).rejects.toMatchObject({
      code: 'builtin-busy',
      retryable: true,
    });
    abort.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    await expect(waiting).resolves.toMatchObject({ language: 'second' });
  });

  it('ends an aborted call with the reason of its signal, also while it waits', async () => {
    const client = start({ maxRunning: 1 });
    const [first, second] = [new AbortController(), new AbortController()];
    const calls = [say(client, 'never', first.signal), say(client, 'never', second.signal)];
    second.abort(new Error('left the queue'));
    first.abort(new Error('left the thread'));
    await expect(calls[0]).rejects.toThrow('left the thread');
    await expect(calls[1]).rejects.toThrow('left the queue');
    await expect(say(client, 'next')).resolves.toMatchObject({ language: 'next' });
  });

  it('does nothing for a call whose signal was aborted before', async () => {
    const client = start();
    await expect(say(client, 'hello', AbortSignal.abort(new Error('too late')))).rejects.toThrow(
      'too late',
    );
    expect(client.isRunning).toBe(false);
  });

  it('replaces a thread that does not let go of a cancelled call', async () => {
    const client = start({ maxRunning: 1, cancelGraceMs: 50 });
    const abort = new AbortController();
    const hanging = say(client, 'hang', abort.signal);
    const waiting = say(client, 'after');
    abort.abort(new Error('cancelled'));
    await expect(hanging).rejects.toThrow('cancelled');
    await expect(waiting).resolves.toMatchObject({ language: 'after' });
  });

  it('passes on what the maker has to change as an error that a retry does not help', async () => {
    await expect(say(start(), 'fault')).rejects.toMatchObject({
      code: 'builtin-invalid',
      retryable: false,
      message: 'no such shape',
    });
  });

  it('says what to do where the model was left out, and does without it what it can', async () => {
    const entry = new URL('./worker/without-model.mjs', import.meta.url);
    const client = start({ entry });
    const text = 'The parcel that I ordered a week ago has not arrived here yet.';
    await expect(client.call('keySentences', { text, count: 1 })).rejects.toMatchObject({
      code: 'builtin-without-model',
      retryable: false,
      message: expect.stringContaining('server image'),
    });
    await expect(client.call('detectLanguage', { text })).resolves.toMatchObject({
      language: 'en',
    });
  });

  it('stops the thread when it has been idle, and starts another when needed', async () => {
    const client = start({ idleMs: 1 });
    const before = await threadOf(client);
    while (client.isRunning) await new Promise((resolve) => setImmediate(resolve));
    expect(await threadOf(client)).not.toBe(before);
  });

  it('fails whatever runs or waits when it is closed', async () => {
    const client = start({ maxRunning: 1 });
    const calls = [say(client, 'never'), say(client, 'never')].map((call) =>
      expect(call).rejects.toMatchObject({ code: 'builtin-stopped' }),
    );
    await client.close();
    await Promise.all(calls);
    await expect(say(client, 'hello')).rejects.toMatchObject({ code: 'builtin-stopped' });
  });
});
