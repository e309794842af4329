import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../lib/problem.mjs';
import { command } from './lib/command.mjs';
import { secondsOf } from './lib/environment.mjs';
import { createReport, runScript } from './lib/report.mjs';

// Looks for secrets in the whole history: what was deleted later is still known to everybody. The
// program is gitleaks, in one release whose content is known. `npm run lint:ci` looks at the files as
// they are.

const VERSION = '8.30.1';
const SHA256 = '551f6fc83ea457d62a0d98237cbad105af8d557003051f41f3e7ca7b3f2470eb';
const RELEASES = 'https://github.com/gitleaks/gitleaks/releases/download';

const report = createReport();
const env = process.env;

await runScript(report, async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gitleaks-'));
  try {
    const name = `gitleaks_${VERSION}_linux_x64.tar.gz`;
    const archive = await download(`${env.GITLEAKS_RELEASES || RELEASES}/v${VERSION}/${name}`);
    const hash = createHash('sha256').update(archive).digest('hex');
    const known = env.GITLEAKS_SHA256 || SHA256;
    if (hash !== known) throw new Problem(`${name} is not what was pinned: its sha256 is ${hash}.`);
    const file = path.join(folder, name);
    writeFileSync(file, archive);
    const options = { env, limitMs: 600_000, say: report.say };
    await command('tar', ['-xzf', file, 'gitleaks'], { ...options, cwd: folder });
    const args = ['git', '--no-banner', '--redact', '--exit-code', '1', '.'];
    await command(path.join(folder, 'gitleaks'), args, { ...options, cwd: process.cwd() });
    report.say('No secret was found in the history.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** @param {string} url @returns {Promise<Buffer>} */
async function download(url, attempts = 4) {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(120_000) });
      if (!response.ok) throw new Error(`answered ${response.status}`);
      return Buffer.from(await response.arrayBuffer());
    } catch (error) {
      const why = error.cause?.message || error.message;
      if (attempt === attempts) throw new Problem(`${url}: ${why}`, { cause: error });
      report.say(`${url}: ${why}. Trying again.`);
      await sleep(secondsOf('RETRY_SECONDS', 5) * 2 ** (attempt - 1));
    }
  }
}
