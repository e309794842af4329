import { execFile } from 'node:child_process';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LANGUAGES, MODES, snippet } from './snippets';

const run = promisify(execFile);
const has = (program: string): Promise<boolean> =>
  run(program, ['--version']).then(
    () => true,
    () => false,
  );

// What a shell, a string of Python and JSON each read in their own way.
const inputs = {
  text: `It's "here": $HOME \`id\` \\ {{ x }}\nüñ 😀`,
  count: 2,
  deep: { yes: true, none: null, list: [] },
};

interface Received {
  method: string | undefined;
  url: string | undefined;
  headers: Record<string, unknown>;
  body: unknown;
}

describe('snippet', () => {
  let server: Server;
  let received: Received[] = [];
  let options: { origin: string; workspace: string; tool: string; inputs: typeof inputs };

  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += chunk));
      request.on('end', () => {
        received.push({
          method: request.method,
          url: request.url,
          headers: request.headers,
          body: JSON.parse(text),
        });
        response.setHeader('content-type', 'application/json');
        response.setHeader('location', '/api/v1/runs/r1');
        response.end(JSON.stringify({ id: 'r1', output: 'done' }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    options = {
      origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      workspace: 'ada',
      tool: 'triage',
      inputs,
    };
  });
  beforeEach(() => {
    received = [];
  });
  afterAll(() => new Promise<unknown>((resolve) => server.close(resolve)));

  const expectCall = (header: Record<string, string>) =>
    expect(received).toEqual([
      {
        method: 'POST',
        url: '/api/v1/tools/ada/triage/runs',
        headers: expect.objectContaining({
          authorization: 'Bearer apm_secret',
          'content-type': 'application/json',
          ...header,
        }),
        body: { inputs },
      },
    ]);
  const headerOf = {
    wait: { prefer: 'wait=30' },
    async: { prefer: 'respond-async' },
    stream: { accept: 'text/event-stream' },
  };

  it.each(MODES)('in JavaScript makes the call: %s', async (mode) => {
    await run(process.execPath, [
      '--input-type=module',
      '-e',
      snippet('javascript', { ...options, mode, secret: 'apm_secret' }),
    ]);
    expectCall(headerOf[mode]);
  });

  it('in JavaScript reads the key from the environment when none is shown', async () => {
    const program = snippet('javascript', { ...options, mode: 'wait' });
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], {
      env: { NODE_ENV: 'test', APM_API_KEY: 'apm_secret' },
    });
    expect(stdout.trim()).toBe('done');
    expectCall(headerOf.wait);
  });

  it('as curl says to a shell exactly what is meant', async () => {
    const command = snippet('curl', { ...options, mode: 'async', secret: 'apm_secret' });
    const { stdout } = await run('sh', [
      '-c',
      `curl() { for one in "$@"; do printf '%s\\0' "$one"; done; }\n${command}`,
    ]);
    const given = stdout.split('\0');
    expect(given.slice(0, 3)).toEqual([
      '-X',
      'POST',
      `${options.origin}/api/v1/tools/ada/triage/runs`,
    ]);
    expect(given).toContain('Authorization: Bearer apm_secret');
    expect(given).toContain('Prefer: respond-async');
    expect(JSON.parse(given[given.indexOf('-d') + 1] ?? '')).toEqual({ inputs });
  });

  it('in Python is Python, with the inputs unchanged', async ({ skip }) => {
    if (!(await has('python3'))) skip('there is no python3 on this machine');
    const program = snippet('python', { ...options, mode: 'wait', secret: 'apm_secret' });
    const fake =
      'import sys, types, json\nm = types.ModuleType("requests")\nclass A:\n  def raise_for_status(self): pass\n  def json(self): return {"output": "done"}\ndef post(url, headers, json, timeout): sys.stdout.write(globals()["dump"]({"url": url, "headers": headers, "json": json}) + chr(10)); return A()\ndump = json.dumps\nm.post = post\nsys.modules["requests"] = m\n';
    const { stdout } = await run('python3', ['-c', fake + program]);
    const [call, printed] = stdout.trim().split('\n');
    expect(printed).toBe('done');
    expect(JSON.parse(call ?? '')).toEqual({
      url: `${options.origin}/api/v1/tools/ada/triage/runs`,
      headers: { Authorization: 'Bearer apm_secret', Prefer: 'wait=30' },
      json: { inputs },
    });
  });

  it.each(LANGUAGES)('never shows a secret that was not given: %s', (language) => {
    expect(snippet(language, { ...options, mode: 'wait' })).toContain('APM_API_KEY');
  });
});
