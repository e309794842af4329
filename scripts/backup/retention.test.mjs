import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { thinOut } from './retention.mjs';

const DAY = 86_400_000;
const KEEP = { daily: 7, weekly: 4, monthly: 6, preDeploy: 5 };
const NOW = new Date('2026-11-22T12:00:00Z'); // a Sunday
const at = (time, reason = 'scheduled') => ({ startedAt: new Date(time).toISOString(), reason });
const daysAgo = (days) => NOW.getTime() - days * DAY;
const times = (backups) => backups.map(({ startedAt }) => startedAt.slice(0, 10));

/** Any collection of backups of about two years. */
const backups = fc.array(
  fc
    .record({
      age: fc.nat({ max: 730 * 24 * 60 }),
      reason: fc.constantFrom('scheduled', 'pre-deploy', 'manual'),
    })
    .map(({ age, reason }) => at(NOW.getTime() - age * 60_000, reason)),
);

describe('which backups are kept', () => {
  it('is the newest of 7 days, 4 weeks and 6 months, of one a day for two years', () => {
    const daily = Array.from({ length: 730 }, (_, index) => at(daysAgo(index + 1)));
    assert.deepEqual(times(thinOut(daily, KEEP, NOW).stay), [
      ...['2026-11-21', '2026-11-20', '2026-11-19', '2026-11-18', '2026-11-17', '2026-11-16'],
      '2026-11-15', // the seventh day, and the end of the week before
      ...['2026-11-08', '2026-11-01'],
      ...['2026-10-31', '2026-09-30', '2026-08-31', '2026-07-31', '2026-06-30'],
    ]);
  });

  it('holds the last five before a deployment, and all of the last day', () => {
    const hourly = Array.from({ length: 100 }, (_, index) => at(daysAgo(index / 24), 'manual'));
    const deploys = Array.from({ length: 9 }, (_, index) => at(daysAgo(40 + index), 'pre-deploy'));
    const keep = { daily: 1, weekly: 0, monthly: 0, preDeploy: 5 };
    const { stay } = thinOut([...hourly, ...deploys], keep, NOW);
    assert.deepEqual(stay, [...hourly.slice(0, 24), ...deploys.slice(0, 5)]);
  });

  it('does not shrink while no new backup is made', () => {
    const daily = Array.from({ length: 60 }, (_, index) => at(daysAgo(index + 1)));
    const kept = thinOut(daily, KEEP, NOW).stay;
    const later = new Date(NOW.getTime() + 300 * DAY);
    assert.deepEqual(thinOut(kept, KEEP, later).stay, kept);
  });

  it('never loses one or invents one, and always holds the newest', () => {
    fc.assert(
      fc.property(backups, (all) => {
        const { stay, go } = thinOut(all, KEEP, NOW);
        assert.equal(stay.length + go.length, all.length);
        assert.deepEqual(new Set([...stay, ...go]), new Set(all));
        const newest = all.reduce((a, b) => (b.startedAt > a ? b.startedAt : a), '');
        if (all.length > 0) assert.equal(stay[0].startedAt, newest);
      }),
    );
  });

  it('has one for each of the last days, weeks and months, as far as there were any', () => {
    const month = ({ startedAt }) => startedAt.slice(0, 7);
    const day = ({ startedAt }) => startedAt.slice(0, 10);
    const last = (all, periodOf, count) =>
      [...new Set(all.map(periodOf))].sort().reverse().slice(0, count);
    fc.assert(
      fc.property(backups, (all) => {
        const { stay } = thinOut(all, KEEP, NOW);
        for (const wanted of last(all, day, 7)) assert.ok(stay.some((one) => day(one) === wanted));
        for (const wanted of last(all, month, 6))
          assert.ok(stay.some((one) => month(one) === wanted));
      }),
    );
  });

  it('is the same whether it is done each day or once at the end', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 200 }), { maxLength: 60 }), (ages) => {
        const all = ages.map((age) => at(daysAgo(age + 1)));
        let kept = [];
        for (let day = 202; day >= 0; day--) {
          const now = new Date(daysAgo(day));
          const made = all.filter(({ startedAt }) => startedAt === now.toISOString());
          kept = thinOut([...kept, ...made], KEEP, now).stay;
        }
        const once = thinOut(all, KEEP, NOW).stay;
        assert.deepEqual(new Set(times(once)), new Set(times(kept)));
      }),
      { numRuns: 30 },
    );
  });
});
