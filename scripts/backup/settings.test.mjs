import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextDue, readSettings } from './settings.mjs';

const GOOD = { DATABASE_URL: 'postgres://me:word@host/db', BACKUP_DIR: '/backups' };
const RECIPIENT = 'age1chuw2auevpdckrku7cfam99e7rl7vktdqwh2z4p4k8ay5m2xzxvqpl0j4d';
const STORE = {
  BACKUP_S3_BUCKET: 'safe',
  BACKUP_S3_ACCESS_KEY_ID: 'id',
  BACKUP_S3_SECRET_ACCESS_KEY: 'very-secret',
};
const refused = (env, words) =>
  assert.throws(() => readSettings({ ...GOOD, ...env }), { name: 'Problem', message: words });

describe('the settings of backups', () => {
  it('keep 7 days, 4 weeks and 6 months, and need no more than a database and a folder', () => {
    const settings = readSettings(GOOD);
    assert.deepEqual(settings.keep, { daily: 7, weekly: 4, monthly: 6, preDeploy: 5 });
    assert.equal(settings.store, null);
    assert.equal(settings.schedule, null);
    assert.equal(settings.sessionUrl, GOOD.DATABASE_URL);
  });

  it('name every variable that is wrong, and no value', () => {
    const env = {
      DATABASE_URL: '',
      BACKUP_SCHEDULE: 'at midnight-ish',
      BACKUP_KEEP_WEEKLY: 'few',
      BACKUP_AGE_RECIPIENTS: 'AGE-SECRET-KEY-1ABC',
      BACKUP_ALERT_URL: 'not an address',
    };
    assert.throws(
      () => readSettings({ ...GOOD, ...env }),
      ({ message }) => {
        for (const name of Object.keys(env)) assert.match(message, new RegExp(`${name} `));
        return !/midnight|few|SECRET-KEY|not an address/.test(message);
      },
    );
  });

  it('refuse to send anything away that is not encrypted', () => {
    refused(STORE, /BACKUP_AGE_RECIPIENTS is missing: what leaves this machine/);
    const settings = readSettings({ ...GOOD, ...STORE, BACKUP_AGE_RECIPIENTS: RECIPIENT });
    assert.equal(settings.store?.prefix, 'aipoweredmakers/');
  });

  it('take half a store for a mistake', () => {
    const { BACKUP_S3_SECRET_ACCESS_KEY: _, ...half } = STORE;
    refused(
      { ...half, BACKUP_AGE_RECIPIENTS: RECIPIENT },
      /BACKUP_S3_SECRET_ACCESS_KEY is missing/,
    );
  });

  it('refuse to keep nothing', () => {
    const nothing = { BACKUP_KEEP_DAILY: '0', BACKUP_KEEP_WEEKLY: '0', BACKUP_KEEP_MONTHLY: '0' };
    refused(nothing, /nothing would be kept/);
  });

  it('say when the next backup must be there', () => {
    const settings = readSettings({ ...GOOD, BACKUP_SCHEDULE: '30 1 * * *' });
    const due = (began) => nextDue(settings, new Date(began))?.toISOString();
    assert.equal(due('2026-11-22T01:30:00.100Z'), '2026-11-23T05:30:00.000Z');
    assert.equal(due('2026-11-22T14:00:00.000Z'), '2026-11-23T05:30:00.000Z');
    assert.equal(nextDue(readSettings(GOOD), new Date()), null);
  });
});
