import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { executeRun } from './execute.js';
import { next, toJournal } from './next.js';
import type { Plan } from './plan.js';
import {
  hostWith,
  httpBy,
  planOf,
  runOf,
  textBody,
  type RememberingHost,
} from '../../test/engine.js';
import type { JsonObject, RunOutcome, StepRecord } from './types.js';

const never = new AbortController().signal;

/** How one step of a random workflow behaves. */
interface Shape {
  needs: number[];
  after: number[];
  kind: 'call' | 'set' | 'skip' | 'fail';
}

const shapes = fc.integer({ min: 1, max: 9 }).chain((size) =>
  fc.tuple(
    ...Array.from({ length: size }, (_, index) => {
      const earlier =
        index === 0
          ? fc.constant<number[]>([])
          : fc.uniqueArray(fc.integer({ min: 0, max: index - 1 }), { maxLength: 3 });
      return fc.record<Shape>({
        needs: earlier,
        after: earlier,
        kind: fc.constantFrom('call', 'call', 'set', 'skip', 'fail'),
      });
    }),
  ),
);

function planFor(list: Shape[]): Plan {
  const steps = list.map((shape, index): JsonObject => {
    const text = `s${index}(${shape.needs.map((need) => `{{ $string(steps.s${need}) }}`).join(',')})`;
    const base: JsonObject = { id: `s${index}`, after: shape.after.map((id) => `s${id}`) };
    if (shape.kind === 'set') return { ...base, kind: 'transform', with: { value: text } };
    const path = shape.kind === 'fail' ? 'missing' : 'echo';
    const sent: JsonObject = {
      ...base,
      kind: 'http',
      with: { method: 'POST', url: `https://a.example/${path}`, text, as: 'text' },
    };
    if (shape.kind === 'skip') return { ...sent, when: 'inputs.on' };
    return shape.kind === 'fail' ? { ...sent, onError: 'continue' } : sent;
  });
  // Written in another order than it runs.
  return planOf(steps.reverse(), '{{ steps }}');
}

/** Carries the run out; which answer or commit comes next is up to the scheduler. */
async function carryOut(
  plan: Plan,
  journal: StepRecord[],
  scheduler: fc.Scheduler,
): Promise<{ outcome: RunOutcome; host: RememberingHost }> {
  const services = httpBy(async (request) => {
    await scheduler.schedule(Promise.resolve(), `answer ${request.headers['idempotency-key']}`);
    return request.url.endsWith('missing')
      ? { status: 404 }
      : { body: textBody(request.body ?? '') };
  });
  const host = hostWith(
    services,
    async (record) => void (await scheduler.schedule(Promise.resolve(), `commit ${record.path}`)),
  );
  const outcome = await scheduler.waitFor(
    executeRun(plan, runOf({ on: false }), journal, host, never),
  );
  await scheduler.waitIdle();
  return { outcome, host };
}

const timeless = (records: StepRecord[]) =>
  records
    .map(({ startedAt: _startedAt, finishedAt: _finishedAt, ...rest }) => rest)
    .sort((a, b) => (a.path < b.path ? -1 : 1));

describe('any workflow', () => {
  it('comes to the same end whatever finishes first', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.scheduler(), fc.scheduler(), async (list, one, other) => {
        const plan = planFor(list);
        const first = await carryOut(plan, [], one);
        const second = await carryOut(plan, [], other);
        expect(second.outcome).toEqual(first.outcome);
        expect(timeless(second.host.records)).toEqual(timeless(first.host.records));
        expect(first.host.records).toHaveLength(list.length);
      }),
      { numRuns: 60 },
    );
  });

  it('never starts a step before the steps that it needs', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.scheduler(), async (list, scheduler) => {
        const plan = planFor(list);
        const { host } = await carryOut(plan, [], scheduler);
        const finished = new Set<string>();
        for (const event of host.events) {
          if (event.type === 'step.finished') finished.add(event.step.path);
          if (event.type !== 'step.started') continue;
          const needs = plan.steps.find((step) => step.id === event.path)?.needs ?? [];
          expect(needs.filter((need) => !finished.has(need))).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('goes on from any part of its journal without doing anything twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        shapes,
        fc.scheduler(),
        fc.scheduler(),
        fc.nat(),
        async (list, one, other, cut) => {
          const plan = planFor(list);
          const whole = await carryOut(plan, [], one);
          const kept = whole.host.records.slice(0, cut % (list.length + 1));
          const rest = await carryOut(plan, kept, other);
          expect(rest.outcome).toEqual(whole.outcome);
          const keptPaths = new Set(kept.map((record) => record.path));
          expect(rest.host.records.filter((record) => keptPaths.has(record.path))).toEqual([]);
          expect(timeless([...kept, ...rest.host.records])).toEqual(timeless(whole.host.records));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('what to do next', () => {
  it('does not depend on the order of the journal', async () => {
    await fc.assert(
      fc.asyncProperty(
        shapes,
        fc.scheduler(),
        fc.infiniteStream(fc.nat()),
        async (list, scheduler, dice) => {
          const plan = planFor(list);
          const { host } = await carryOut(plan, [], scheduler);
          const kept = host.records.filter(() => (dice.next().value as number) % 2 === 0);
          const shuffled = kept
            .map((record) => ({ record, at: dice.next().value as number }))
            .sort((a, b) => a.at - b.at);
          const readyIds = (records: StepRecord[]) => {
            const todo = next(plan, toJournal(records));
            return todo.status === 'ready' ? todo.steps.map((step) => step.id) : todo;
          };
          expect(readyIds(shuffled.map(({ record }) => record))).toEqual(readyIds(kept));
        },
      ),
      { numRuns: 60 },
    );
  });
});
