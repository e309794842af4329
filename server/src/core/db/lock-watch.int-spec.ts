import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { until } from '../../../test/recovery.js';
import { TcpProxy } from '../../../test/tcp-proxy.js';
import { LockWatch } from './lock-watch.js';

let database: TestDatabase;
let proxy: TcpProxy;
let url: URL;
beforeAll(async () => {
  database = await createTestDatabase();
  url = new URL(database.url);
  proxy = new TcpProxy({ host: url.hostname, port: Number(url.port || 5432) });
  const { host, port } = await proxy.start();
  url.hostname = host;
  url.port = String(port);
}, 60_000);
afterAll(async () => {
  await proxy.stop();
  await database.drop();
});

describe('a watch that is not answered any more', () => {
  it('holds up neither the work that it watches nor the next one', async () => {
    const watch = await LockWatch.open(url.href);
    proxy.swallow();
    const asks = () => until(() => proxy.swallowed > 0);
    await watch.during(1, () => undefined, asks);
    await expect(
      watch.during(
        1,
        () => undefined,
        async () => 'done',
      ),
    ).resolves.toBe('done');
    await watch.close();
    await expect(LockWatch.open(url.href)).rejects.toThrow('timeout');
  }, 60_000);
});
