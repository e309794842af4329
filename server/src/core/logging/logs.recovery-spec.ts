import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { OtlpReceiver } from '../../../test/otlp-receiver.js';
import { prepare, until } from '../../../test/recovery.js';
import { ServerProcess } from '../../../test/server-process.js';

const PAGE = new URL('../../../../docs/operations.md', import.meta.url);
const collector = new OtlpReceiver();
let database: TestDatabase;
let server: ServerProcess;

beforeAll(async () => {
  await collector.start();
  database = await createTestDatabase();
  server = await ServerProcess.start(database.url, {
    LOG_LEVEL: 'info',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  });
}, 60_000);
afterAll(async () => {
  await server.kill();
  await collector.stop();
  await database.drop();
}, 60_000);

type Line = Record<string, unknown>;

const lines = (): Line[] =>
  server.log
    .join('')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);

/** A field by its path, such as `req.id`. */
const field = (line: Line, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Line | undefined)?.[name], line);

it('has every field that the page of operations names, and nothing that was written', async () => {
  const { token, workspace, runs } = await prepare(server, {
    schemaVersion: 1,
    inputs: { type: 'object', properties: { text: { type: 'string' } } },
    steps: [{ id: 'end', kind: 'stop', with: { as: 'failed', message: '{{ inputs.text }}' } }],
    output: 'ok',
  });
  await server.call('POST', runs, token, { inputs: { text: 'hunter2' } });
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await admin.query('ALTER TABLE tools RENAME COLUMN name TO away');
  const response = await fetch(`${server.url}/api/v1/workspaces/${workspace}/tools?limit=7`, {
    headers: { authorization: `Bearer ${token}`, cookie: 'session=hunter2' },
  });
  await admin.end();
  const { traceId } = (await response.json()) as { traceId: string };
  expect(response.status).toBe(500);
  await until(() => lines().some((line) => line.level === 50));

  const section = /^## Logs$([^]*?)^## /m.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const fields = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([\w.]+)`/g)].map(([, name]) => name as string),
  );
  expect(fields.length).toBeGreaterThan(10);
  const written = lines();
  for (const name of fields) {
    expect([name, written.some((line) => field(line, name) !== undefined)]).toEqual([name, true]);
  }
  expect(written.find((line) => line.msg === 'A run failed')).toMatchObject({
    code: 'stopped',
    runId: expect.any(String),
    workspaceId: expect.any(String),
    traceId: expect.any(String),
  });
  const fault = written.find((line) => line.level === 50 && line.code === 'internal-error');
  expect(fault).toMatchObject({ traceId });
  // Neither the statement nor its values, which the driver hangs on the error.
  expect(Object.keys(fault?.err as Line)).toEqual(['type', 'message', 'stack', 'code']);
  for (const secret of ['hunter2', token, 'limit=7']) {
    expect(server.log.join('')).not.toContain(secret);
  }
}, 60_000);
