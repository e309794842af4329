import { env } from '../env';

/** Headers of our own calls to the API: the server lists sessions by the reader's browser and address, not by ours. */
export function jsonHeaders(from: Headers): Headers {
  const headers = new Headers({ 'content-type': 'application/json', accept: 'application/json' });
  for (const name of ['accept-language', 'user-agent', 'x-forwarded-for']) {
    const value = from.get(name);
    if (value) headers.set(name, value);
  }
  // A proxy before the server writes x-forwarded-for anew. The last address is what the proxy before
  // us saw; those before it can be invented.
  const address = from.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  const { clientSecret } = env();
  if (clientSecret !== '' && address) {
    headers.set('x-client-secret', clientSecret);
    headers.set('x-client-address', address);
  }
  return headers;
}
