import { expect, it } from 'vitest';
import { isSameOriginWrite } from './same-origin';

const request = (method: string, headers: Record<string, string>) =>
  new Request('http://localhost:3000/x', {
    method,
    headers: { host: 'localhost:3000', ...headers },
  });

it.each([
  ['a read from anywhere', 'GET', { 'sec-fetch-site': 'cross-site' }, true],
  ['a write of our own page', 'POST', { 'sec-fetch-site': 'same-origin' }, true],
  ['a write of a sibling domain', 'POST', { 'sec-fetch-site': 'same-site' }, false],
  ['a write of another site', 'DELETE', { 'sec-fetch-site': 'cross-site' }, false],
  ['a write typed into the address bar', 'POST', { 'sec-fetch-site': 'none' }, false],
  [
    'a write with our Origin, from a browser without fetch metadata',
    'POST',
    { origin: 'http://localhost:3000' },
    true,
  ],
  ['a write with another Origin', 'PUT', { origin: 'http://localhost:3001' }, false],
  ['a write with a hidden Origin', 'PUT', { origin: 'null' }, false],
  ['a write that does not say where it comes from', 'PATCH', {}, false],
])('%s (%s %j): allowed is %s', (_, method, headers, allowed) => {
  expect(isSameOriginWrite(request(method, headers))).toBe(allowed);
});
