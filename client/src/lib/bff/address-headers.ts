import { env } from '../env';

/**
 * Tells the API whose request this is: its limits on guessing count by address. A proxy before the
 * API writes `x-forwarded-for` anew, so the address goes along a second time, with the secret that
 * makes it believed.
 * @param from headers of the reader's request; of what they say of themselves nothing else is taken
 */
export function addressHeaders(from: Headers): Record<string, string> {
  // One address: see `believeProxies`; at Vercel its own proxy writes the header.
  const address = from.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  if (!address) return {};
  const { clientSecret } = env();
  return {
    'x-forwarded-for': address,
    ...(clientSecret && { 'x-client-secret': clientSecret, 'x-client-address': address }),
  };
}
