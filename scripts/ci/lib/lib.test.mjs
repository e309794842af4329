import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { secondsOf } from './environment.mjs';
import { apiAt } from './http.mjs';
import { createReport, redactor } from './report.mjs';

describe('redactor', () => {
  it('hides a secret in every form in which it is sent', () => {
    const hide = redactor(['7|a b/c', undefined, '']);
    assert.equal(hide('Bearer 7|a b/c'), 'Bearer ***');
    assert.equal(hide('only a b/c'), 'only ***');
    assert.equal(hide('?token=7%7Ca%20b%2Fc&x=a%20b%2Fc'), '?token=***&x=***');
    assert.equal(hide('nothing here'), 'nothing here');
  });

  it('hides the longer of two secrets as a whole', () => {
    assert.equal(redactor(['abc', 'abcdef'])('abcdef abc'), '*** ***');
  });
});

describe('createReport', () => {
  it('hides secrets in files too, and refuses an output that would be two', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'aipoweredmakers-report-'));
    const GITHUB_STEP_SUMMARY = path.join(folder, 'summary');
    const GITHUB_OUTPUT = path.join(folder, 'output');
    try {
      const report = createReport(['geheim'], { GITHUB_STEP_SUMMARY, GITHUB_OUTPUT });
      report.summary('the token geheim');
      report.output('address', 'https://geheim.example');
      assert.equal(readFileSync(GITHUB_STEP_SUMMARY, 'utf8'), 'the token ***\n');
      assert.equal(readFileSync(GITHUB_OUTPUT, 'utf8'), 'address=https://***.example\n');
      assert.throws(() => report.output('address', 'a\ntags=evil'), /more than one line/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('secondsOf', () => {
  it('reads a number of seconds, and refuses anything else', () => {
    assert.equal(secondsOf('A', 5, {}), 5000);
    assert.equal(secondsOf('A', 5, { A: '0.25' }), 250);
    assert.throws(() => secondsOf('A', 5, { A: 'soon' }), /A is not a number of seconds/);
    assert.throws(() => secondsOf('A', 5, { A: '-1' }), /A is not a number of seconds/);
  });
});

describe('apiAt', () => {
  /**
   * @param {import('node:http').RequestListener} listener
   * @param {(call: ReturnType<typeof apiAt>, said: string[]) => Promise<void>} test
   * @param {Partial<import('./http.mjs').ApiOptions>} [options]
   */
  async function withService(listener, test, options) {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    const said = [];
    const say = (line) => void said.push(line);
    const baseUrl = `http://127.0.0.1:${port}`;
    const headers = { authorization: 'Bearer geheim' };
    try {
      await test(apiAt({ name: 'It', baseUrl, headers, say, backoffMs: 1, ...options }), said);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('gives up on an attempt that gets no answer, and tries again', async () => {
    let asked = 0;
    const silent = (_, response) => {
      asked += 1;
      if (asked >= 3) response.end('{"fine":true}');
    };
    await withService(
      silent,
      async (call, said) => {
        assert.deepEqual(await call('GET', '/a'), { fine: true });
        assert.match(said[0], /It: GET \/a: no answer in 0\.1 s\. Trying again/);
        assert.ok(asked >= 3);
      },
      { timeoutMs: 100 },
    );
  });

  it('understands a Retry-After that is a date in the past as now', async () => {
    let asked = 0;
    const limited = (_, response) => {
      asked += 1;
      const past = { 'retry-after': new Date(0).toUTCString() };
      response.writeHead(asked === 1 ? 429 : 200, past).end('{}');
    };
    await withService(limited, async (call, said) => {
      await call('GET', '/a');
      assert.match(said[0], /Trying again in 0 s/);
    });
  });

  it('follows no redirect: the token would go along', async () => {
    const elsewhere = (_, response) => response.writeHead(302, { location: '/b' }).end();
    await withService(
      elsewhere,
      async (call) => assert.rejects(call('POST', '/a', {}), /redirect/),
      { attempts: 1 },
    );
  });

  it('tells an answer that is no JSON in one short line', async () => {
    const page = `<html>\n  <body>${'x'.repeat(900)}</body>\n</html>`;
    const broken = (_, response) => response.writeHead(404).end(page);
    await withService(broken, async (call) => {
      await assert.rejects(call('GET', '/a'), ({ message }) => {
        assert.ok(message.startsWith('It: GET /a: answered 404: <html> <body>xxx'), message);
        return message.length < 300 && !message.includes('\n');
      });
    });
  });
});
