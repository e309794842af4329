import { beforeAll, describe, expect, it } from '@jest/globals';
import { useTestApp } from '../../../../test/app.js';
import { newId } from '../../../core/ids.js';
import type { JsonValue, RunOutcome, StepRecord } from '../../../engine/types.js';
import { ActiveRun } from '../active-run.js';
import { Journal, LostOwnership, type NewRun } from './journal.js';

const app = useTestApp();
const owner = newId();
let journal: Journal;
beforeAll(() => {
  journal = app.nest.get(Journal, { strict: false });
});

const newRun = (inputs: JsonValue = {}): NewRun => ({
  id: newId(),
  workspaceId: newId(),
  toolId: newId(),
  versionId: newId(),
  trigger: 'api',
  userId: null,
  apiKeyId: null,
  inputs,
  deadlineAt: new Date(Date.now() + 60_000),
  createdAt: new Date(),
  traceparent: null,
});

const step = (path: string, output: JsonValue): StepRecord => ({
  path,
  kind: 'http',
  status: 'succeeded',
  attempt: 1,
  input: null,
  output,
  error: null,
  usage: null,
  startedAt: new Date(),
  finishedAt: new Date(),
});

const done: RunOutcome = { status: 'succeeded', output: 'done' };

async function stored(runId: string) {
  const { rows } = await app.db.query<{ status: string; output: JsonValue; steps: JsonValue[] }>(
    `SELECT status, output, ARRAY(SELECT output FROM run_steps WHERE run_id = r.id ORDER BY path) AS steps
     FROM runs r WHERE id = $1`,
    [runId],
  );
  return rows[0];
}

describe('the journal', () => {
  it('stores text that PostgreSQL cannot hold as it is', async () => {
    const run = newRun({ text: 'nul \u0000, half \ud83d, whole \u{1f600}, spelt \\u0000' });
    const hold = await journal.accept(run, owner);
    await journal.recordSteps(hold, [step('a', 'nul \u0000')]);
    await journal.recordOutcome(hold, [step('b', '\udc00')], done, null);
    expect(await stored(run.id)).toEqual({
      status: 'succeeded',
      output: 'done',
      steps: ['nul \ufffd', '\ufffd'],
    });
    const { rows } = await app.db.query('SELECT inputs FROM runs WHERE id = $1', [run.id]);
    expect(rows[0]?.inputs).toEqual({
      text: 'nul \ufffd, half \ufffd, whole \u{1f600}, spelt \\u0000',
    });
  });

  it('tells the holder that lost a run from the one that has it, within one commit', async () => {
    const run = newRun();
    const old = await journal.accept(run, owner);
    await app.db.query('UPDATE runs SET fence = 2 WHERE id = $1', [run.id]);
    const results = await Promise.allSettled([
      journal.recordSteps(old, [step('a', 'old')]),
      journal.recordOutcome({ runId: run.id, fence: 2 }, [step('b', 'new')], done, null),
    ]);
    expect(results[0]).toMatchObject({ status: 'rejected', reason: expect.any(LostOwnership) });
    expect(results[1]).toMatchObject({ status: 'fulfilled' });
    expect(await stored(run.id)).toMatchObject({ status: 'succeeded', steps: ['new'] });
  });
});

describe('a run in memory', () => {
  it('keeps its end when its caller stops waiting at the same moment', async () => {
    const run = newRun();
    const active = new ActiveRun(run, journal, null, [], run);
    await Promise.all([active.finish(done), active.persist(owner)]);
    expect(await stored(run.id)).toMatchObject({ status: 'succeeded', output: 'done' });
  });
});
