import { describe, expect, it } from 'vitest';
import { applyEvent, liveRunOf, startingRun } from './live-run';
import { type ServerSentEvent, readEvents } from './sse';
import { run, step } from '@/test/run-fixtures';

const event = (name: string, data: unknown, id?: string): ServerSentEvent => ({
  id,
  event: name,
  data: JSON.stringify(data),
});
const AT = '2026-11-21T10:00:00.000Z';

describe('applyEvent', () => {
  const begin = startingRun([
    { path: 'team', kind: 'classify' },
    { path: 'reply', kind: 'prompt' },
  ]);

  it('shows the planned steps as pending, then running, then as they ended', () => {
    let live = applyEvent(begin, event('run', { id: 'r1', status: 'running' }, '1-1'));
    expect(live).toMatchObject({ id: 'r1', status: 'running', lastEventId: '1-1' });
    live = applyEvent(
      live,
      event('step.started', { path: 'team', kind: 'classify', attempt: 1, at: AT }),
    );
    expect(live.steps.map(({ status }) => status)).toEqual(['running', 'pending']);
    live = applyEvent(live, event('step.finished', { step: step({ path: 'team' }) }));
    expect(live.steps[0]).toMatchObject({ status: 'succeeded', record: { path: 'team' } });
  });

  it('collects what a model writes, and forgets it when the attempt is repeated', () => {
    let live = applyEvent(
      begin,
      event('step.started', { path: 'reply', kind: 'prompt', attempt: 1, at: AT }),
    );
    live = applyEvent(live, event('step.token', { path: 'reply', text: 'Dear ' }));
    live = applyEvent(live, event('step.token', { path: 'reply', text: 'Ada' }));
    expect(live.steps[1]?.text).toBe('Dear Ada');
    live = applyEvent(
      live,
      event('step.retrying', {
        path: 'reply',
        attempt: 1,
        error: { code: 'x', message: 'busy' },
        delayMs: 5,
      }),
    );
    expect(live.steps[1]).toMatchObject({ status: 'retrying', retry: { message: 'busy' } });
    live = applyEvent(
      live,
      event('step.started', { path: 'reply', kind: 'prompt', attempt: 2, at: AT }),
    );
    expect(live.steps[1]).toMatchObject({ status: 'running', attempt: 2, text: '' });
  });

  it('is not moved by an event that comes twice', () => {
    const finished = applyEvent(begin, event('step.finished', { step: step({ path: 'team' }) }));
    expect(
      applyEvent(
        finished,
        event('step.started', { path: 'team', kind: 'classify', attempt: 1, at: AT }),
      ).steps,
    ).toEqual(finished.steps);
  });

  it('ends with the run and keeps the steps that were heard when the end does not list them', () => {
    const heard = applyEvent(begin, event('step.finished', { step: step({ path: 'team' }) }));
    const { steps: _, ...result } = run({ status: 'cancelled', output: null });
    const live = applyEvent(heard, event('run.finished', result));
    expect(live.status).toBe('cancelled');
    expect(live.run?.steps.map(({ path }) => path)).toEqual(['team']);
  });

  it('stops showing a step as running when the run was cut off in it', () => {
    const running = applyEvent(
      begin,
      event('step.started', { path: 'team', kind: 'classify', attempt: 1, at: AT }),
    );
    const live = applyEvent(
      running,
      event('run.finished', run({ status: 'cancelled', steps: [] })),
    );
    expect(live.steps.map(({ status }) => status)).toEqual(['pending', 'pending']);
  });

  it('ignores what it does not understand', () => {
    expect(applyEvent(begin, { id: undefined, event: 'step.finished', data: 'not json' })).toBe(
      begin,
    );
    expect(applyEvent(begin, event('something.new', {})).steps).toBe(begin.steps);
  });
});

it('knows from the record of a run whether it goes on', () => {
  expect(liveRunOf(run({ status: 'running' })).run).toBeNull();
  expect(liveRunOf(run({ status: 'failed' })).run?.status).toBe('failed');
});

describe('readEvents', () => {
  const read = async (...chunks: string[]): Promise<ServerSentEvent[]> => {
    const bytes = chunks.map((chunk) => new TextEncoder().encode(chunk));
    return Array.fromAsync(
      readEvents(
        new ReadableStream({
          start: (to) => (bytes.forEach((one) => to.enqueue(one)), to.close()),
        }),
      ),
    );
  };

  it('puts events together from pieces, without the heartbeats', async () => {
    expect(
      await read(
        ': hi\n\nid: 1-1\nevent: ru',
        'n\ndata: {"a":',
        '1}\n',
        '\n: still here\n\ndata: x\ndata: y\r\n\r\n',
      ),
    ).toEqual([
      { id: '1-1', event: 'run', data: '{"a":1}' },
      { id: undefined, event: 'message', data: 'x\ny' },
    ]);
  });

  it('keeps a character that was cut in two', async () => {
    const [first, second] = [
      new Uint8Array([...new TextEncoder().encode('data: '), 0xc3]),
      new Uint8Array([0xa9, 10, 10]),
    ];
    const stream = new ReadableStream<Uint8Array>({
      start: (to) => (to.enqueue(first), to.enqueue(second), to.close()),
    });
    expect(await Array.fromAsync(readEvents(stream))).toEqual([
      { id: undefined, event: 'message', data: 'é' },
    ]);
  });

  it('does not give an event that was cut off', async () => {
    expect(await read('event: run\ndata: {"a":1}')).toEqual([]);
  });
});
