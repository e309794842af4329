import { Cron } from 'croner';
import { Problem } from '../lib/problem.mjs';

/** Backups are named, scheduled and thinned out by this clock. */
export const TIMEZONE = 'UTC';

/**
 * @typedef {object} Store an S3-compatible object store
 * @property {string} [endpoint] none: Amazon's
 * @property {string} bucket
 * @property {string} prefix ends in "/" unless it is empty
 * @property {string} region
 * @property {string} accessKeyId
 * @property {string} secretAccessKey
 *
 * @typedef {object} Keep
 * @property {number} daily
 * @property {number} weekly
 * @property {number} monthly
 * @property {number} preDeploy
 *
 * @typedef {object} Settings
 * @property {string} databaseUrl
 * @property {string} sessionUrl a connection that keeps its session, for the lock and the snapshot
 * @property {string} dir
 * @property {string | null} schedule
 * @property {string | null} verifySchedule
 * @property {number} graceHours how late a backup may be before it counts as missing
 * @property {string[]} recipients public age keys
 * @property {Store | null} store
 * @property {Keep} keep
 * @property {string} alertUrl
 * @property {string} heartbeatUrl
 * @property {string[]} encryptionKeys of the product, to prove that its secrets can be opened
 * @property {string} commit
 */

/**
 * Reads the settings and names every variable that is wrong, never its value.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings}
 */
export function readSettings(env) {
  /** @type {string[]} */
  const wrong = [];
  const text = (name, fallback = '') => env[name] || fallback;
  const list = (name) =>
    text(name)
      .split(/[\s,]+/)
      .filter(Boolean);
  const check = (name, good, rule) => void (good || wrong.push(`${name} ${rule}`));
  const count = (name, fallback) => {
    const value = Number(text(name, String(fallback)));
    check(name, Number.isInteger(value) && value >= 0, 'must be a whole number, 0 or more.');
    return value;
  };
  const address = (name, protocols = ['http:', 'https:']) => {
    const value = text(name);
    const fits =
      value === '' || (URL.canParse(value) && protocols.includes(new URL(value).protocol));
    check(name, fits, `must be an address that begins with ${protocols.join('// or ')}//.`);
    return value;
  };
  const schedule = (name) => {
    const value = text(name, 'off');
    if (value === 'off') return null;
    check(name, isCron(value), 'must be a cron expression such as "30 1 * * *", or "off".');
    return value;
  };

  const postgres = ['postgres:', 'postgresql:'];
  const databaseUrl = address('DATABASE_URL', postgres);
  check('DATABASE_URL', env.DATABASE_URL, 'is missing.');
  const recipients = list('BACKUP_AGE_RECIPIENTS');
  check(
    'BACKUP_AGE_RECIPIENTS',
    recipients.every((key) => /^age1[a-z0-9]+$/.test(key)),
    'must be public age keys ("age1…"), separated by commas. A private key has no place here.',
  );
  const settings = {
    databaseUrl,
    sessionUrl: address('DATABASE_SESSION_URL', postgres) || databaseUrl,
    dir: text('BACKUP_DIR'),
    schedule: schedule('BACKUP_SCHEDULE'),
    verifySchedule: schedule('BACKUP_VERIFY_SCHEDULE'),
    graceHours: count('BACKUP_GRACE_HOURS', 4),
    recipients,
    store: readStore({ text, address, check }),
    keep: {
      daily: count('BACKUP_KEEP_DAILY', 7),
      weekly: count('BACKUP_KEEP_WEEKLY', 4),
      monthly: count('BACKUP_KEEP_MONTHLY', 6),
      preDeploy: count('BACKUP_KEEP_PRE_DEPLOY', 5),
    },
    alertUrl: address('BACKUP_ALERT_URL'),
    heartbeatUrl: address('BACKUP_HEARTBEAT_URL'),
    encryptionKeys: list('ENCRYPTION_KEYS'),
    commit: text('COMMIT', 'unknown'),
  };
  check('BACKUP_DIR', settings.dir, 'is missing.');
  check(
    'BACKUP_KEEP_DAILY',
    [settings.keep.daily, settings.keep.weekly, settings.keep.monthly].some((kept) => kept !== 0),
    'and the weekly and monthly ones are all 0: nothing would be kept.',
  );
  check(
    'BACKUP_AGE_RECIPIENTS',
    !settings.store || recipients.length > 0,
    'is missing: what leaves this machine (BACKUP_S3_BUCKET) must be encrypted. ' +
      'Make a pair of keys with the command "keygen".',
  );
  if (wrong.length > 0)
    throw new Problem(`The backup's settings cannot be used:\n  ${wrong.join('\n  ')}`);
  return settings;
}

/** The object store, when one is named. Half a store is a mistake, not a wish for none. */
function readStore({ text, address, check }) {
  const endpoint = address('BACKUP_S3_ENDPOINT');
  const names = ['BACKUP_S3_BUCKET', 'BACKUP_S3_ACCESS_KEY_ID', 'BACKUP_S3_SECRET_ACCESS_KEY'];
  const [bucket, accessKeyId, secretAccessKey] = names.map((name) => text(name));
  if (![endpoint, bucket, accessKeyId, secretAccessKey].some(Boolean)) return null;
  for (const name of names)
    check(name, text(name), 'is missing, while others of BACKUP_S3_* are set.');
  const prefix = text('BACKUP_S3_PREFIX', 'aipoweredmakers').replace(/^\/+|\/+$/g, '');
  return {
    ...(endpoint && { endpoint }),
    bucket,
    prefix: prefix && `${prefix}/`,
    region: text('BACKUP_S3_REGION', 'us-east-1'),
    accessKeyId,
    secretAccessKey,
  };
}

function isCron(expression) {
  try {
    return new Cron(expression, { timezone: TIMEZONE }).nextRun() !== null;
  } catch {
    return false;
  }
}

/**
 * When the backup after one that began at a moment must be there. Null: nothing is scheduled.
 * @param {Pick<Settings, 'schedule' | 'graceHours'>} settings
 * @param {Date} began
 */
export function nextDue({ schedule, graceHours }, began) {
  const next = schedule && new Cron(schedule, { timezone: TIMEZONE }).nextRun(began);
  return next ? new Date(next.getTime() + graceHours * 3_600_000) : null;
}
