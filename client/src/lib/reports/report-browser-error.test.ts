import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '../api/problem';
import { reportBrowserError } from './report-browser-error';

const sent = vi.fn((_address: string, _init: RequestInit) => Promise.resolve(new Response()));
vi.stubGlobal('fetch', sent);
afterEach(() => sent.mockClear());

describe('reportBrowserError', () => {
  it('tells our own server what broke, within what it takes', () => {
    const error = new TypeError('x'.repeat(2_000));
    error.stack = 'y'.repeat(20_000);
    reportBrowserError(error);
    const [address, init] = sent.mock.calls[0] ?? [];
    expect(address).toBe('/api/errors');
    expect(JSON.parse(String(init?.body))).toEqual({
      name: 'TypeError',
      message: 'x'.repeat(500),
      stack: 'y'.repeat(4_000),
    });
  });

  it.each([
    ['an answer of the API', new ApiProblem(500, { code: 'internal-error' })],
    ['what the server knows by its digest', Object.assign(new Error('hidden'), { digest: '1' })],
    ['what is no error', 'a text'],
  ])('does not tell %s', (_, error) => {
    reportBrowserError(error);
    expect(sent.mock.calls).toEqual([]);
  });

  it('does not mind a server that is away', async () => {
    sent.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    reportBrowserError(new Error('broken'));
    await expect(Promise.allSettled(sent.mock.results.map(({ value }) => value))).resolves.toEqual([
      expect.objectContaining({ status: 'rejected' }),
    ]);
  });
});
