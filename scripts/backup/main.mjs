import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { failWith, inWords, Problem } from '../lib/problem.mjs';
import { makeBackup, REASONS } from './backup.mjs';
import { chooseBackup } from './choose.mjs';
import { databaseName } from './connection.mjs';
import { listLocal } from './files.mjs';
import { isYoung, missingBackup } from './health.mjs';
import { notifier } from './notify.mjs';
import { restore } from './restore.mjs';
import { startSchedule } from './schedule.mjs';
import { makeKeys } from './seal.mjs';
import { readSettings } from './settings.mjs';
import { openStore } from './store.mjs';
import { assertWhole } from './verify.mjs';

const HELP = `Commands:
  run                          make backups by BACKUP_SCHEDULE, until it is stopped
  backup [--reason pre-deploy] [--prove]
                               make one now; --prove restores it into a throw-away database as well
  list                         the backups here and off-site
  verify [NAME]                restore the newest (or that) one into a throw-away database and compare
  restore [NAME] [--to URL] [--replace DATABASE]
                               restore the newest (or that) one; without --replace into an empty database only
  health                       fails when a backup is missing
  keygen                       make a pair of keys for BACKUP_AGE_RECIPIENTS

NAME is a file of BACKUP_DIR or of the off-site store, or a path.`;

const say = (/** @type {string} */ message) =>
  console.log(`${new Date().toISOString()} ${message}`);

/** @type {Record<string, (args: { name?: string, options: any }) => Promise<unknown>>} */
const COMMANDS = {
  async run() {
    const settings = readSettings(process.env);
    if (!settings.schedule) throw new Problem('BACKUP_SCHEDULE is missing.');
    if (settings.recipients.length === 0)
      say('BACKUP_AGE_RECIPIENTS is not set: backups are not encrypted.');
    if (!settings.store) say('BACKUP_S3_BUCKET is not set: backups stay on this machine only.');
    say(`Backups are made at "${settings.schedule}" (UTC) into ${settings.dir}.`);
    startSchedule(settings, { say });
    runsUntilStopped = true;
  },

  async backup({ options }) {
    const { reason = 'manual', prove } = options;
    if (!REASONS.includes(reason))
      throw new Problem(`--reason is one of ${REASONS.join(', ')}, not "${reason}".`);
    const settings = readSettings(process.env);
    await makeBackup(settings, { reason, prove, say }).catch(async (error) => {
      await notifier(settings, say).alert('failed', `the backup failed: ${error.message}`);
      throw error;
    });
  },

  async list() {
    const settings = readSettings(process.env);
    const copies = settings.store ? await openStore(settings.store).list() : [];
    const all = new Map([...copies, ...listLocal(settings.dir)].map((one) => [one.file, one]));
    for (const { file, bytes } of [...all.values()].sort((a, b) =>
      a.startedAt < b.startedAt ? 1 : -1,
    )) {
      const places = [
        listLocal(settings.dir).some((one) => one.file === file) && 'here',
        copies.some((one) => one.file === file) && 'off-site',
      ];
      console.log(`${file}  ${(bytes / 1e6).toFixed(1)} MB  ${places.filter(Boolean).join(', ')}`);
    }
    if (all.size === 0) console.log('There is no backup yet.');
  },

  async verify({ name }) {
    const settings = readSettings(process.env);
    const chosen = await chooseBackup(settings, name, say);
    try {
      await assertWhole(settings, { ...chosen, identities: identities(chosen.manifest), say });
      say(`${chosen.manifest.file} can be restored.`);
    } catch (error) {
      await notifier(settings, say).alert('unverified', error.message);
      throw error;
    } finally {
      chosen.done();
    }
  },

  async restore({ name, options }) {
    const settings = readSettings(process.env);
    const url = options.to ?? settings.sessionUrl;
    const chosen = await chooseBackup(settings, name, say);
    try {
      const { before } = await restore({
        ...chosen,
        url,
        identities: identities(chosen.manifest),
        replace: options.replace ?? null,
        say,
      });
      say(`${databaseName(url)} is as it was at ${chosen.manifest.startedAt}.`);
      if (before)
        say(`What was there before is kept in the database ${before}. Drop it when all is well.`);
      const keys = chosen.manifest.encryptionKeyIds.join(', ');
      if (keys)
        say(
          `The server needs the key ${keys} in ENCRYPTION_KEYS, or stored provider keys are lost.`,
        );
      const { commit } = chosen.manifest;
      const version = commit === 'unknown' ? 'that was in use then' : `of commit ${commit}`;
      say(`Next: migrate, and start the server ${version}, or a newer one.`);
    } finally {
      chosen.done();
    }
  },

  async health() {
    const settings = readSettings(process.env);
    const missing = missingBackup(settings, new Date());
    if (missing && !isYoung()) throw new Problem(missing);
  },

  async keygen() {
    const { identity, recipient } = await makeKeys();
    console.log(`# Keep this private key away from the server and its backups: without it, or with it lost,
# no backup can be read. Give it as BACKUP_AGE_IDENTITY_FILE to restore.
# public key, for BACKUP_AGE_RECIPIENTS: ${recipient}
${identity}`);
  },
};

/** The private keys, asked for only when they are needed. */
function identities(manifest) {
  if (manifest.encryptedFor.length === 0) return [];
  const { BACKUP_AGE_IDENTITY_FILE, BACKUP_AGE_IDENTITY = '' } = process.env;
  const text = BACKUP_AGE_IDENTITY_FILE
    ? readFileSync(path.resolve(BACKUP_AGE_IDENTITY_FILE), 'utf8')
    : BACKUP_AGE_IDENTITY;
  const keys = text.match(/^AGE-SECRET-KEY-[0-9A-Z-]+$/gm);
  if (keys) return keys;
  throw new Problem(
    `${manifest.file} is encrypted for ${manifest.encryptedFor.join(', ')}. ` +
      'Name the file with the private key in BACKUP_AGE_IDENTITY_FILE.',
  );
}

async function main() {
  const { positionals, values: options } = parseArgs({
    allowPositionals: true,
    options: {
      reason: { type: 'string' },
      prove: { type: 'boolean' },
      to: { type: 'string' },
      replace: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [command = 'help', name] = positionals;
  if (command === 'help' || options.help) return void console.log(HELP);
  if (!COMMANDS[command]) throw new Problem(`There is no command "${command}".\n\n${HELP}`);
  await COMMANDS[command]({ name, options });
}

// The first process of a container gets no default reaction to signals. For the schedule a signal is the
// end that it waits for; any other command is interrupted by it.
let runsUntilStopped = false;
for (const [signal, code] of /** @type {const} */ ([
  ['SIGTERM', 143],
  ['SIGINT', 130],
]))
  process.on(signal, () => process.exit(runsUntilStopped ? 0 : code));
process.on('unhandledRejection', (error) => failWith(error));
main().catch((error) => {
  console.error(inWords(error));
  process.exit(1);
});
