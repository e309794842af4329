import { spawn } from 'node:child_process';
import { buildServer } from './lib/build.mjs';
import { checkMachine, install, withoutNpm } from './lib/install.mjs';
import { withInstallation } from './lib/installation.mjs';
import { inRoot, node } from './lib/paths.mjs';
import { failWith } from './lib/problem.mjs';
import { loadSettings } from './lib/settings.mjs';

// npm run secrets:forget: empties the stored secrets whose key is lost (docs/runbooks/lost-key.md).
async function main() {
  checkMachine();
  await install();
  await buildServer();
  const settings = loadSettings();
  return withInstallation(settings, { alone: true }, ({ databaseUrl, encryptionKeys }) => {
    const args = [inRoot('server/dist/forget-secrets.js'), ...process.argv.slice(2)];
    const env = {
      ...withoutNpm(settings),
      DATABASE_URL: databaseUrl,
      ENCRYPTION_KEYS: encryptionKeys,
    };
    const child = spawn(node, args, { stdio: 'inherit', env });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? 1));
    });
  });
}

main().then((code) => process.exit(code), failWith);
