import { readFileSync } from 'node:fs';
import { listLocal } from './files.mjs';

/** The first backup of a new container takes its time. */
const YOUNG_SECONDS = 3600;
const TICKS_A_SECOND = 100;

/**
 * Whether a backup is missing.
 * @param {Pick<import('./settings.mjs').Settings, 'dir' | 'schedule'>} settings
 * @param {Date} now
 * @returns {string | null} what is missing, in words
 */
export function missingBackup({ dir, schedule }, now) {
  if (!schedule) return null;
  const newest = listLocal(dir)[0];
  if (!newest) return `There is no backup in ${dir}.`;
  const due = newest.nextDueAt;
  return due !== null && new Date(due) < now
    ? `The newest backup is of ${newest.startedAt}; the next one was due by ${due}.`
    : null;
}

/** Seconds since the container began: since its first process did. */
export function isYoung() {
  const stat = readFileSync('/proc/1/stat', 'utf8');
  const began = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]) / TICKS_A_SECOND;
  return Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) - began < YOUNG_SECONDS;
}
