import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './schema';

export type ApiClient = Client<paths>;

/** All calls of the browser go to its own origin; the route handler behind it adds the session. */
export const PROXY_PREFIX = '/api/proxy';

/** The API for client components: same paths as the OpenAPI document. */
export const browserApi: ApiClient = createClient<paths>({
  // Absolute where there is a page: a Request outside of a browser takes no relative address.
  baseUrl: typeof location === 'undefined' ? PROXY_PREFIX : location.origin + PROXY_PREFIX,
  // Looked up at each call, so that tests can replace it.
  fetch: (request) => globalThis.fetch(request),
});
