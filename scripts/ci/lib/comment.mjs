import { apiAt } from './http.mjs';

const PER_PAGE = 100;

/**
 * @param {{ url: string, token: string, repository: string, say: (line: string) => void, backoffMs: number }} options
 */
export function pullRequestsAt({ url, token, repository, say, backoffMs }) {
  const headers = { authorization: `Bearer ${token}`, 'x-github-api-version': '2022-11-28' };
  // On GitHub Enterprise the address has a path of its own.
  const root = new URL(url).pathname.replace(/\/$/, '');
  const call = apiAt({ name: 'GitHub', baseUrl: url, headers, say, backoffMs });
  const issues = `${root}/repos/${repository}/issues`;

  return {
    /**
     * Writes a comment, or the next version of the one that was written before.
     * @param {number} pullRequest
     * @param {string} marker tells our comment from others; it is not shown
     * @param {string} text Markdown
     */
    async comment(pullRequest, marker, text) {
      const body = `<!-- ${marker} -->\n${text}`;
      for (let page = 1; ; page++) {
        const path = `${issues}/${pullRequest}/comments?per_page=${PER_PAGE}&page=${page}`;
        const comments = await call('GET', path);
        // A person may quote the marker; a person's words are not ours to change.
        const ours = comments.find(
          (comment) =>
            comment.user?.type === 'Bot' && comment.body?.startsWith(`<!-- ${marker} -->`),
        );
        if (ours) {
          await call('PATCH', `${issues}/comments/${ours.id}`, { body });
          return;
        }
        if (comments.length < PER_PAGE) break;
      }
      await call('POST', `${issues}/${pullRequest}/comments`, { body });
    },
  };
}
