import { describe, expect, it, vi } from 'vitest';
import { answerJson, useUpstream } from '@/test/upstream';
import { refreshSession } from './refresh';

const upstream = useUpstream();
const answer = (refreshToken: string) => ({
  user: {},
  accessToken: 'a',
  refreshToken,
  expiresIn: 600,
});

describe('refreshSession', () => {
  it('asks once for many requests with the same token, also those that come a little later', async () => {
    upstream.handle = (_, response) => answerJson(response, 200, answer('second'));
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => refreshSession('first')));
    const late = await refreshSession('first');
    expect(upstream.received).toHaveLength(1);
    for (const outcome of [...outcomes, late])
      expect(outcome).toMatchObject({ kind: 'refreshed', tokens: { refreshToken: 'second' } });
  });

  it('is shared by another bundle of the same process', async () => {
    upstream.handle = (_, response) => answerJson(response, 200, answer('shared-2'));
    vi.resetModules();
    const other = await import('./refresh');
    await Promise.all([refreshSession('shared-1'), other.refreshSession('shared-1')]);
    expect(upstream.received).toHaveLength(1);
  });

  it('keeps sessions of different readers apart', async () => {
    upstream.handle = ({ body }, response) =>
      answerJson(response, 200, answer(`next-of-${JSON.parse(body).refreshToken}`));
    const [a, b] = await Promise.all([refreshSession('reader-a'), refreshSession('reader-b')]);
    expect(a).toMatchObject({ tokens: { refreshToken: 'next-of-reader-a' } });
    expect(b).toMatchObject({ tokens: { refreshToken: 'next-of-reader-b' } });
  });

  it.each([
    [401, 'rejected'],
    [429, 'unavailable'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ])('takes an answer %i as %s, and asks again the next time', async (status, kind) => {
    upstream.handle = (_, response) => answerJson(response, status, {});
    expect(await refreshSession(`token-${status}`)).toEqual({ kind });
    await refreshSession(`token-${status}`);
    expect(upstream.received).toHaveLength(2);
  });

  it('tells the server which browser and address asked', async () => {
    upstream.handle = (_, response) => answerJson(response, 200, answer('x'));
    await refreshSession(
      'from',
      new Headers({
        'user-agent': 'Firefox',
        'x-forwarded-for': '203.0.113.9',
        cookie: 'secret=1',
      }),
    );
    expect(upstream.received[0]!.headers).toMatchObject({
      'user-agent': 'Firefox',
      'x-forwarded-for': '203.0.113.9',
    });
    expect(upstream.received[0]!.headers.cookie).toBeUndefined();
  });
});
