import { addressHeaders } from './address-headers';

/** Headers of our own calls to the API: the server lists sessions by the reader's browser and address, not by ours. */
export function jsonHeaders(from: Headers): Headers {
  const headers = new Headers({
    'content-type': 'application/json',
    accept: 'application/json',
    ...addressHeaders(from),
  });
  for (const name of ['accept-language', 'user-agent']) {
    const value = from.get(name);
    if (value) headers.set(name, value);
  }
  return headers;
}
