/**
 * Which backups stay. The newest of each of the last so many days, weeks and months that have one;
 * the last ones made before a deployment; and all of the last 24 hours, because that is when a
 * deployment turns out to be bad. Days without a backup do not count, so a long pause removes nothing.
 * @template {{ startedAt: string, reason: string }} T
 * @param {T[]} backups
 * @param {import('./settings.mjs').Keep} keep
 * @param {Date} now
 * @returns {{ stay: T[], go: T[] }} newest first
 */
export function thinOut(backups, keep, now) {
  const sorted = [...backups].sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  const stay = new Set(
    sorted.filter(({ startedAt }) => now.getTime() - Date.parse(startedAt) < DAY),
  );
  for (const [periodOf, count] of /** @type {const} */ ([
    [dayOf, keep.daily],
    [weekOf, keep.weekly],
    [monthOf, keep.monthly],
  ])) {
    const periods = new Set();
    for (const backup of sorted) {
      const period = periodOf(new Date(backup.startedAt));
      if (periods.size === count || periods.has(period)) continue;
      periods.add(period);
      stay.add(backup);
    }
  }
  const preDeploy = sorted.filter(({ reason }) => reason === 'pre-deploy');
  for (const backup of preDeploy.slice(0, keep.preDeploy)) stay.add(backup);
  return {
    stay: sorted.filter((backup) => stay.has(backup)),
    go: sorted.filter((backup) => !stay.has(backup)),
  };
}

const DAY = 86_400_000;
const dayOf = (time) => time.toISOString().slice(0, 10);
const monthOf = (time) => time.toISOString().slice(0, 7);
/** The day of its Monday (1970-01-05 was one). */
const weekOf = (time) => Math.floor((time.getTime() - 4 * DAY) / (7 * DAY));
