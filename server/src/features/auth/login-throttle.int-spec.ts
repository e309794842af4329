import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { problem, useTestApp } from '../../../test/app.js';
import { LoginThrottle } from './login-throttle.js';

const app = useTestApp({ TRUSTED_PROXIES: '1' });
beforeEach(() => app.db.query('TRUNCATE sign_in_attempts'));

// Each wait is an hour longer here, so that no machine is slow enough to sit it out.
beforeAll(() =>
  app.db.query(`
    CREATE FUNCTION wait_longer() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.blocked_until > now() THEN
        NEW.blocked_until := NEW.blocked_until + interval '1 hour';
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER wait_longer BEFORE INSERT OR UPDATE OF failures ON sign_in_attempts
      FOR EACH ROW EXECUTE FUNCTION wait_longer()`),
);

const login = (email: string, password: string, address = '198.51.100.7') =>
  app.as().post('/auth/login').set('x-forwarded-for', address).send({ email, password });
const fail = async (
  times: number,
  email: string,
  address?: (i: number) => string,
): Promise<void> => {
  for (let i = 0; i < times; i += 1)
    await login(email, 'not the password', address?.(i)).expect(401);
};
/** As if everything that is waited for were over. */
const waitsAreOver = () => app.db.query('UPDATE sign_in_attempts SET blocked_until = now()');
/** As if everything had happened this much earlier. */
const later = (interval: string) =>
  app.db.query(
    'UPDATE sign_in_attempts SET updated_at = updated_at - $1::interval, blocked_until = now()',
    [interval],
  );

describe('log-in of one account', () => {
  it('has to wait after some failures, from any address, also with the right password', async () => {
    const { email, password } = await app.given.account();
    await fail(6, email, (i) => `198.51.100.${i}`);
    const refused = await login(email, password, '203.0.113.9').expect(
      problem(429, 'too-many-attempts'),
    );
    expect(Number(refused.headers['retry-after'])).toBe(refused.body.retryAfterSeconds);
    expect(refused.body.retryAfterSeconds).toBeGreaterThan(0);
    await waitsAreOver();
    await login(email, password).expect(200);
  });

  it('has to wait twice as long after each further failure, up to a minute', async () => {
    const { email } = await app.given.account();
    await fail(6, email, (i) => `198.51.100.${i}`);
    const waits: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      await login(email, 'not the password', `203.0.113.${i}`).expect(429);
      const { rows } = await app.db.query<{ seconds: number }>(
        `SELECT extract(epoch FROM blocked_until - updated_at - interval '1 hour')::int AS seconds
           FROM sign_in_attempts WHERE key LIKE 'account:%' AND blocked_until > updated_at`,
      );
      waits.push(...rows.map(({ seconds }) => seconds));
      await waitsAreOver();
      await login(email, 'not the password', `192.0.2.${i}`).expect(401);
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('starts afresh after a success, and after an hour without a failure', async () => {
    const { email, password } = await app.given.account();
    await fail(5, email);
    await login(email, password).expect(200);
    await fail(6, email);
    await later('61 minutes');
    await fail(5, email);
  });

  it('counts attempts that come at the same time', async () => {
    const { email } = await app.given.account();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => login(email, 'not the password')),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(6);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(14);
  });

  it('is slowed down alike when the account does not exist', async () => {
    await fail(6, 'nobody@example.test');
    await login('nobody@example.test', 'not the password').expect(
      problem(429, 'too-many-attempts'),
    );
  });
});

describe('log-ins from one address', () => {
  /** As if there had been this many failures before, each for another account. */
  const failuresBefore = (failures: number) =>
    app.db.query(`UPDATE sign_in_attempts SET failures = $1 WHERE key LIKE 'address:%'`, [
      failures,
    ]);

  it('have to wait after many failures over many accounts; other addresses do not', async () => {
    const { email, password } = await app.given.account();
    await fail(1, 'nobody1@example.test');
    await failuresBefore(25);
    await fail(1, 'nobody2@example.test');
    await login(email, password).expect(problem(429, 'too-many-attempts'));
    await login(email, password, '203.0.113.9').expect(200);
  });

  it('count all of an IPv6 network as one address', async () => {
    await fail(1, 'nobody1@example.test', () => '2001:db8:0:7::1');
    await failuresBefore(25);
    await fail(1, 'nobody2@example.test', () => '2001:db8::7:ab:0:0:2');
    const from = (address: string) => login('somebody@example.test', 'not the password', address);
    await from('2001:DB8::7:ffff:0:0:1').expect(problem(429, 'too-many-attempts'));
    await from('2001:db8:0:8::1').expect(401);
  });

  it('are not forgiven by signing in to an account of their own now and then', async () => {
    const { email, password } = await app.given.account();
    await fail(1, 'nobody1@example.test');
    await failuresBefore(24);
    await login(email, password).expect(200);
    await fail(1, 'nobody2@example.test');
    await login(email, password).expect(200);
    await fail(1, 'nobody3@example.test');
    await login(email, password).expect(problem(429, 'too-many-attempts'));
  });
});

describe('the counters', () => {
  it('are deleted when they have no effect any more', async () => {
    await fail(1, 'old@example.test');
    await later('2 hours');
    await fail(1, 'new@example.test', () => '203.0.113.9');
    await app.nest.get(LoginThrottle).prune();
    const { rows } = await app.db.query<{ key: string }>(
      `SELECT key FROM sign_in_attempts WHERE key LIKE 'address:%'`,
    );
    expect(rows).toEqual([{ key: 'address:203.0.113.9' }]);
  });
});
