import { CACHE_MANAGER, type Cache } from '@nestjs/cache-manager';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problem, TestApp } from '../../../test/app.js';
import { TestRedis } from '../../../test/redis.js';

// Starts the redis-server that REDIS_SERVER names.
const redis = new TestRedis();
const app = new TestApp();
const cache = (): Cache => app.nest.get<Cache>(CACHE_MANAGER);

beforeAll(async () => {
  await redis.start();
  await app.start({ REDIS_URL: redis.url });
}, 60_000);
afterAll(async () => {
  await app.stop();
  await redis.remove();
}, 60_000);

/** Asks until it is so; the state of a connection changes when it changes. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}

const readiness = async (): Promise<{
  status: string;
  parts: { cache: { status: string; kind: string } };
}> => (await app.as().get('/health/ready')).body;

describe('the cache on a real Redis', () => {
  it('keeps values where another process finds them, and forgets them in time', async () => {
    await cache().set('greeting', { text: 'hello' }, 60_000);
    expect(await cache().get('greeting')).toEqual({ text: 'hello' });
    const other = new TestApp();
    await other.start({ REDIS_URL: redis.url });
    expect(await other.nest.get<Cache>(CACHE_MANAGER).get('greeting')).toEqual({ text: 'hello' });
    await other.stop();
    await cache().set('short', 1, 30);
    await until(async () => (await cache().get('short')) === undefined);
    await cache().del('greeting');
    expect(await cache().get('greeting')).toBeUndefined();
  }, 60_000);

  it('is told apart from memory by /health/ready', async () => {
    expect(await readiness()).toMatchObject({
      status: 'ok',
      parts: { cache: { status: 'up', kind: 'redis' } },
    });
  });

  it('goes on without Redis, says "degraded", and finds it again', async () => {
    const account = await app.given.account();
    const tool = await app.given.publishedTool(account);
    await redis.kill();
    await until(async () => (await readiness()).status === 'degraded');
    expect((await app.as().get('/health/ready')).status).toBe(200);
    const { text } = await app.as().get('/metrics').expect(200);
    expect(text).toContain('apm_health_part_up{part="cache"} 0');
    expect(text).toMatch(/kind="redis",operation="get",result="error"/);
    const { body } = await app
      .as(account.token)
      .post(`/tools/${account.workspace}/${tool}/runs`)
      .send({ inputs: { text: 'still here' } })
      .expect(200);
    expect(body.output).toEqual({ text: 'STILL HERE' });
    await app
      .as()
      .post('/auth/login')
      .send({ email: account.email, password: 'wrong' })
      .expect(401);
    await app
      .as()
      .post('/auth/login')
      .send({ email: account.email, password: account.password })
      .expect(200);
    await redis.start();
    await until(async () => (await readiness()).status === 'ok');
  }, 60_000);

  it('has no Redis password in any answer', async () => {
    const secret = new URL(redis.url).password;
    for (const path of ['/health', '/health/ready', '/metrics', '/nothing']) {
      expect((await app.as().get(path)).text).not.toContain(secret);
    }
    await app.as().get('/nothing').expect(problem(404, 'not-found'));
  });
});
