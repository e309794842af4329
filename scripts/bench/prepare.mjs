import { apiAt, signIn } from '../lib/api.mjs';

/**
 * An account with a published tool for each shape, and a key that may run them.
 * @param {string} baseUrl
 * @param {readonly import('./shapes.mjs').Shape[]} shapes
 * @returns the load of a shape, at this server or at another one of the same installation
 */
export async function prepare(baseUrl, shapes) {
  const account = { email: 'bench@example.com', password: 'bench-bench-bench', name: 'Bench' };
  const { api, workspace } = await signIn(apiAt(baseUrl), account);
  const home = `/workspaces/${workspace}`;
  for (const { key, title, definition } of shapes) {
    const slug = `shape-${key.toLowerCase()}`;
    await api.call('POST', `${home}/tools`, { name: `${key}: ${title}`, slug, definition });
    await api.call('POST', `${home}/tools/${slug}/versions`, {});
  }
  const key = await api.call('POST', `${home}/api-keys`, {
    name: 'bench',
    scopes: ['runs:create'],
  });
  return (
    /** @type {import('./shapes.mjs').Shape} */ shape,
    /** @type {number} */ connections,
    at = baseUrl,
  ) => ({
    url: `${at}/api/v1/tools/${workspace}/shape-${shape.key.toLowerCase()}/runs`,
    headers: { authorization: `Bearer ${key.secret}`, prefer: 'wait=30' },
    body: JSON.stringify({ inputs: shape.inputs }),
    connections,
  });
}
