import { Problem } from './problem.mjs';

/**
 * A caller of the API that turns every refusal into words.
 * @param {string} baseUrl
 * @param {string} [token] bearer
 */
export function apiAt(baseUrl, token) {
  /**
   * @param {string} method
   * @param {string} path below /api/v1
   * @param {unknown} [body]
   * @param {Record<string, string>} [headers]
   * @returns {Promise<{ status: number, body: any }>}
   */
  const send = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    }).catch((error) => {
      throw new Problem(
        `There is no API at ${baseUrl} (${error.cause?.code ?? error.message}). ` +
          'Start it first: npm start',
      );
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : null };
  };
  return {
    send,
    /**
     * Sends and gives the answer's body; anything but success is an error.
     * @param {Parameters<typeof send>} call
     */
    async call(...call) {
      const { status, body } = await send(...call);
      if (status < 300) return body;
      const faults = (body?.errors ?? []).map(({ pointer, detail }) => `\n  ${pointer}: ${detail}`);
      const words = body?.detail ?? body?.title ?? '';
      throw new Problem(`${call[0]} ${call[1]} answered ${status}: ${words}${faults.join('')}`);
    },
    /** @param {string} bearer */
    as: (bearer) => apiAt(baseUrl, bearer),
  };
}

/**
 * Makes an account, or signs in to it when it is there already.
 * @param {ReturnType<typeof apiAt>} api
 * @param {{ email: string, password: string, name: string }} account
 */
export async function signIn(api, { email, password, name }) {
  const login = await api.send('POST', '/auth/login', { email, password });
  const session =
    login.status < 300
      ? login.body
      : await api.call('POST', '/auth/register', { email, password, name });
  const mine = api.as(session.accessToken);
  const { workspaces } = await mine.call('GET', '/me');
  return { api: mine, workspace: workspaces[0].slug };
}
