import { spawn } from 'node:child_process';
import path from 'node:path';
import { checkMachine, install, withoutNpm } from './lib/install.mjs';
import { withInstallation } from './lib/installation.mjs';
import { inRoot, node } from './lib/paths.mjs';
import { failWith } from './lib/problem.mjs';
import { loadSettings } from './lib/settings.mjs';

// npm run backup, restore, backup:verify and others: the commands of scripts/backup/main.mjs for the
// installation in this clone. In the backup container main.mjs is started as it is.
const NEEDS_NO_DATABASE = ['keygen', 'help', 'list'];

async function main() {
  checkMachine();
  await install();
  const settings = loadSettings();
  const [command = 'help', ...args] = process.argv.slice(2);
  const start = (env) => {
    const child = spawn(node, [inRoot('scripts/backup/main.mjs'), command, ...args], {
      stdio: 'inherit',
      env: { ...withoutNpm(settings), ...env },
    });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
      process.on(signal, () => child.kill(signal));
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? 1));
    });
  };
  const folder = (dataDir) => settings.BACKUP_DIR || path.join(dataDir, 'backups');
  if (NEEDS_NO_DATABASE.includes(command)) {
    const dataDir = path.resolve(inRoot(), settings.DATA_DIR || '.data');
    const url = settings.DATABASE_URL || 'postgres://none';
    return start({ DATABASE_URL: url, BACKUP_DIR: folder(dataDir) });
  }
  return withInstallation(settings, { alone: command === 'restore' }, async (installation) => {
    const { databaseUrl, dataDir, databaseFiles, encryptionKeys, embedded } = installation;
    const code = await start({
      DATABASE_URL: databaseUrl,
      BACKUP_DIR: folder(dataDir),
      ENCRYPTION_KEYS: encryptionKeys,
    });
    if (command !== 'backup' || !embedded) return code;
    const secrets = path.join(dataDir, 'secrets.json');
    console.log(
      code === 0
        ? `\nNot in it: ${secrets}. It opens the stored keys of providers. Keep a copy of it, elsewhere than the backup.`
        : `\nWithout pg_dump: stop AIpoweredMakers (Ctrl-C) and copy ${dataDir}` +
            (databaseFiles.startsWith(dataDir)
              ? ' as a whole.'
              : ` and ${databaseFiles}, both as a whole.`) +
            ' Never copy while it runs.',
    );
    return code;
  });
}

main().then((code) => process.exit(code), failWith);
