import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { runCi } from './testing/run.mjs';

/**
 * Runs the scan with a program that stands for gitleaks, from an archive of a local server.
 * @param {{ program?: string, sha256?: string, failures?: number }} given
 */
async function scan({ program = 'echo "called: $*"', sha256, failures = 0 }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'aipoweredmakers-scan-'));
  writeFileSync(path.join(folder, 'gitleaks'), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
  execFileSync('tar', ['-czf', 'archive.tar.gz', 'gitleaks'], { cwd: folder });
  const archive = readFileSync(path.join(folder, 'archive.tar.gz'));
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(asked.length <= failures ? 503 : 200).end(archive);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  try {
    const variables = {
      GITLEAKS_RELEASES: `http://127.0.0.1:${port}`,
      GITLEAKS_SHA256: sha256 ?? createHash('sha256').update(archive).digest('hex'),
      RETRY_SECONDS: '0.01',
    };
    return { ...(await runCi('secret-scan.mjs', variables)), asked };
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('secret-scan', () => {
  it('runs the pinned program over the history, with what it finds hidden', async () => {
    const { code, output, asked } = await scan({});
    assert.equal(code, 0, output);
    assert.deepEqual(asked, ['/v8.30.1/gitleaks_8.30.1_linux_x64.tar.gz']);
    assert.match(output, /called: git --no-banner --redact --exit-code 1 \./);
  });

  it('fails when something is found', async () => {
    const { code, output } = await scan({ program: 'exit 1' });
    assert.equal(code, 1);
    assert.match(output, /gitleaks git failed with exit code 1/);
  });

  it('does not run what is not the pinned program', async () => {
    const { code, output } = await scan({ sha256: '0'.repeat(64) });
    assert.equal(code, 1);
    assert.match(output, /is not what was pinned/);
    assert.doesNotMatch(output, /called/);
  });

  it('tries a download again, and gives up after four times', async () => {
    assert.equal((await scan({ failures: 2 })).code, 0);
    const { code, asked } = await scan({ failures: 9 });
    assert.deepEqual([code, asked.length], [1, 4]);
  });
});
