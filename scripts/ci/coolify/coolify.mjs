import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../lib/problem.mjs';
import { apiAt, HttpProblem } from '../lib/http.mjs';
import { IMAGES } from '../lib/images.mjs';

/**
 * An application in Coolify, of one of two kinds: `dockerimage` (one image, rolling update) has a tag
 * of its own; `dockercompose` (the stack) takes its images from variables.
 * @typedef {{ uuid: string, name: string, kind: 'dockerimage' | 'dockercompose', tag: string | undefined }} Application
 *
 * @typedef {object} CoolifyOptions
 * @property {string} url
 * @property {string} token with the permissions read, write and deploy
 * @property {string} images what the names of the images begin with
 * @property {(line: string) => void} say
 * @property {number} pollMs
 * @property {number} deployMs longest time of one deployment
 * @property {number} backoffMs
 */

const ADVICE = {
  401: 'The token is unknown or has expired.',
  403: 'The token needs the permissions read, write and deploy.',
  404: 'Is the UUID right, and the token of the same team?',
};

/** How long a deployment that was just accepted may be unknown. */
const UNKNOWN_MS = 30_000;

/** @param {CoolifyOptions} options */
export function coolifyAt({ url, token, images, say, pollMs, deployMs, backoffMs }) {
  const headers = { authorization: `Bearer ${token}` };
  const call = apiAt({ name: 'Coolify', baseUrl: url, headers, say, backoffMs, advice: ADVICE });

  return { application, setTag, deploy };

  /** @param {string} uuid @returns {Promise<Application>} */
  async function application(uuid) {
    const found = await call('GET', `/api/v1/applications/${encodeURIComponent(uuid)}`);
    const kind = found?.build_pack;
    if (kind !== 'dockerimage' && kind !== 'dockercompose') {
      throw new Problem(
        `Coolify: the application ${uuid} is of the kind "${kind}". It has to be a Docker Image or a Docker Compose application: others build their own image.`,
      );
    }
    const tag = kind === 'dockerimage' ? found.docker_registry_image_tag || undefined : undefined;
    return { uuid, name: found.name || uuid, kind, tag };
  }

  /** Says which image the next deployment takes. @param {Application} app @param {string} tag */
  async function setTag({ uuid, kind }, tag) {
    const path = `/api/v1/applications/${encodeURIComponent(uuid)}`;
    if (kind === 'dockerimage') {
      await call('PATCH', path, { docker_registry_image_tag: tag });
      return;
    }
    const data = IMAGES.map((part) => ({
      key: `${part.toUpperCase()}_IMAGE`,
      value: `${images}-${part}:${tag}`,
    }));
    await call('PATCH', `${path}/envs/bulk`, { data });
  }

  /**
   * Deploys what was set, and waits for the end.
   * @param {Application} app
   * @throws {Problem} when it fails, is cancelled or takes too long
   */
  async function deploy(app) {
    const began = Date.now();
    const tooLate = () => Date.now() - began > deployMs;
    const id = await trigger(app, tooLate);
    let before;
    for (;;) {
      const status = await statusOf(id, began);
      if (status !== before) say(`${app.name}: deployment ${id}: ${status}`);
      before = status;
      if (status === 'finished') return;
      if (/^(failed|cancelled)/.test(status)) {
        throw new Problem(`${app.name}: the deployment ended as ${status}. Its log is in Coolify.`);
      }
      if (tooLate()) {
        // What hangs would stand in front of the deployment that puts the old version back.
        await call('POST', `/api/v1/deployments/${id}/cancel`).catch((error) => say(error.message));
        throw new Problem(`${app.name}: still ${status} after ${deployMs / 1000} s; given up.`);
      }
      await sleep(pollMs);
    }
  }

  /** @param {Application} app @param {() => boolean} tooLate @returns {Promise<string>} the deployment's id */
  async function trigger({ uuid, name }, tooLate) {
    const query = `uuid=${encodeURIComponent(uuid)}&force=false`;
    for (;;) {
      // POST: newer releases refuse GET. Which of the two places is read depends on the release.
      const answer = await call('POST', `/api/v1/deploy?${query}`, { uuid, force: false });
      const { message = '', deployment_uuid: id } = answer?.deployments?.[0] ?? {};
      // Coolify answers 200 also when it does nothing: somebody else's deployment is under way, and
      // the id is of none. What that one deploys is unknown, so ours has to follow.
      if (/already (queued|in progress)/i.test(message) && !tooLate()) {
        say(`${name}: another deployment is under way; waiting for it.`);
        await sleep(pollMs);
        continue;
      }
      if (!id || /already|unauthorized/i.test(message)) {
        throw new Problem(
          `${name}: Coolify did not start the deployment: ${message || 'no reason given'}`,
        );
      }
      return id;
    }
  }

  async function statusOf(id, began) {
    try {
      const { status } = await call('GET', `/api/v1/deployments/${encodeURIComponent(id)}`);
      return String(status);
    } catch (error) {
      const known = !(error instanceof HttpProblem && error.status === 404);
      if (known || Date.now() - began > UNKNOWN_MS) throw error;
      return 'queued';
    }
  }
}
