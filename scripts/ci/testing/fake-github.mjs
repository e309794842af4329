import { serve } from './http-server.mjs';

/**
 * GitHub's API for the comments of one pull request, and the address of a deployment.
 * @param {object} options
 * @param {string} options.token
 * @param {{ id: number, body: string, user: { type: string } }[]} [options.comments]
 * @param {number[]} [options.site] the first answers of the deployment; then 200
 * @param {string} [options.bypass] the deployment asks for it
 * @param {import('./http-server.mjs').Fault[]} [options.faults]
 */
export async function fakeGitHub({ token, comments = [], site = [], bypass, faults = [] }) {
  const server = await serve(({ method, path, query, body, headers }) => {
    if (path === '/' || path === '/api/health/live') {
      const isKept = bypass && headers['x-vercel-protection-bypass'] !== bypass;
      return { status: isKept ? 401 : (site.shift() ?? 200) };
    }
    if (headers.authorization !== `Bearer ${token}`) {
      return { status: 401, body: { message: `Bad credentials: ${headers.authorization}` } };
    }
    if (path === '/repos/acme/makers/issues/12/comments') {
      if (method === 'POST') {
        comments.push({ id: comments.length + 1, body: body.body, user: { type: 'Bot' } });
        return { status: 201, body: comments.at(-1) };
      }
      const size = Number(query.get('per_page'));
      const from = (Number(query.get('page')) - 1) * size;
      return { body: comments.slice(from, from + size) };
    }
    const id = path.match(/^\/repos\/acme\/makers\/issues\/comments\/(\d+)$/)?.[1];
    const comment = comments.find((one) => one.id === Number(id));
    if (!comment || method !== 'PATCH') return { status: 404, body: { message: 'Not Found' } };
    comment.body = body.body;
    return { body: comment };
  }, faults);
  return { ...server, comments };
}
