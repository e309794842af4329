import { Cron } from 'croner';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeBackup } from './backup.mjs';
import { missingBackup } from './health.mjs';
import { notifier } from './notify.mjs';
import { TIMEZONE } from './settings.mjs';

const MINUTE = 60_000;
/** A database that restarts, or a store that is away for a moment, is tried again. */
const RETRY_AFTER = [1 * MINUTE, 10 * MINUTE, 30 * MINUTE];
const WATCH_EVERY = 5 * MINUTE;
const REMIND_AFTER = 24 * 60 * MINUTE;

/**
 * Makes backups by the clock for as long as the process lives, and says when one is missing.
 * @param {import('./settings.mjs').Settings} settings
 * @param {object} options
 * @param {(message: string) => void} options.say
 * @param {number[]} [options.retryAfter] milliseconds
 */
export function startSchedule(settings, { say, retryAfter = RETRY_AFTER }) {
  const notify = notifier(settings, say);
  const watch = overdueWatch(settings, notify);
  let queue = Promise.resolve();

  const attempt = async (prove) => {
    for (const wait of [...retryAfter, null]) {
      try {
        await makeBackup(settings, { reason: 'scheduled', prove, say });
        await watch.look();
        return;
      } catch (error) {
        say(`The backup failed: ${error.message}`);
        if (wait === null) await notify.alert('failed', `the backup failed: ${error.message}`);
        else await sleep(wait);
      }
    }
  };
  const enqueue = (prove) => (queue = queue.then(() => attempt(prove)));

  const clocks = [
    settings.schedule &&
      new Cron(settings.schedule, { timezone: TIMEZONE }, () => void enqueue(false)),
    settings.verifySchedule &&
      new Cron(settings.verifySchedule, { timezone: TIMEZONE }, () => void enqueue(true)),
  ];
  const timer = setInterval(() => void watch.look(), WATCH_EVERY);
  // What was missed while nothing ran is made up for at once.
  const missing = missingBackup(settings, new Date());
  if (missing) {
    say(`${missing} Making one now.`);
    void enqueue(false);
  }
  return {
    /** Resolves when what was due is done. */
    idle: () => queue,
    stop() {
      clearInterval(timer);
      for (const clock of clocks) if (clock) clock.stop();
    },
  };
}

/**
 * Says that a backup is missing, once a day, and that it is there again.
 * @param {import('./settings.mjs').Settings} settings
 * @param {Pick<ReturnType<typeof notifier>, 'alert'>} notify
 * @param {() => Date} [clock]
 */
export function overdueWatch(settings, notify, clock = () => new Date()) {
  let toldAt = null;
  return {
    async look() {
      const now = clock();
      const missing = missingBackup(settings, now);
      if (missing && (toldAt === null || now.getTime() - toldAt >= REMIND_AFTER)) {
        toldAt = now.getTime();
        await notify.alert('missing', `a backup is missing. ${missing}`);
      } else if (!missing && toldAt !== null) {
        toldAt = null;
        await notify.alert('recovered', 'there is a good backup again.');
      }
    },
  };
}
