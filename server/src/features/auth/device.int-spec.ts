import { describe, expect, it } from '@jest/globals';
import { useTestApp } from '../../../test/app.js';

const SECRET = 'known to the web interface alone';
const app = useTestApp({ CLIENT_SECRET: SECRET });

/** The address under which a sign-in is listed. */
async function addressWith(headers: Record<string, string>): Promise<unknown> {
  const { email, password } = await app.given.account();
  const { body } = await app
    .as()
    .post('/auth/login')
    .set({ 'x-client-address': '203.0.113.9', ...headers })
    .send({ email, password })
    .expect(200);
  const sessions = await app.as(body.accessToken).get('/auth/sessions').expect(200);
  return sessions.body.items[0].address;
}

describe('the address of a sign-in', () => {
  it('is what the web interface tells, by its secret', async () => {
    expect(await addressWith({ 'x-client-secret': SECRET })).toBe('203.0.113.9');
  });

  it.each([
    ['nobody who knows the secret', {}],
    ['somebody with another secret', { 'x-client-secret': SECRET.toUpperCase() }],
    ['no address', { 'x-client-secret': SECRET, 'x-client-address': 'localhost' }],
  ])('is that of the connection for %s', async (_, headers) => {
    expect(await addressWith(headers as Record<string, string>)).toBe('127.0.0.1');
  });
});
