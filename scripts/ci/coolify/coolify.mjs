import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../lib/problem.mjs';
import { apiAt, HttpProblem, mayPass } from '../lib/http.mjs';
import { IMAGES } from '../lib/images.mjs';

/**
 * What an application takes its images from: the field with its tag, or the variables of a stack.
 * @typedef {Record<string, string>} Version
 *
 * An application in Coolify, of one of two kinds: `dockerimage` (one image, rolling update) has a tag
 * of its own; `dockercompose` (the stack) takes its images from variables.
 * @typedef {object} Application
 * @property {string} uuid
 * @property {string} name
 * @property {'dockerimage' | 'dockercompose'} kind
 * @property {Version} [before] as it was found, where that can be read
 * @property {Version} [old] to go back to
 * @property {Version} [version] that was set last
 * @property {string} [state] what was done with it, for people
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

const TAG = 'docker_registry_image_tag';
const variableOf = (/** @type {string} */ part) => `${part.toUpperCase()}_IMAGE`;
const pathOf = (/** @type {string} */ uuid) => `/api/v1/applications/${encodeURIComponent(uuid)}`;

/** For people. @param {Version} [version] */
export const textOf = (version = {}) => Object.values(version).join(', ');

/** How long a deployment that was just accepted may be unknown. */
const UNKNOWN_MS = 30_000;

/** @param {CoolifyOptions} options */
export function coolifyAt({ url, token, images, say, pollMs, deployMs, backoffMs }) {
  const headers = { authorization: `Bearer ${token}` };
  const call = apiAt({ name: 'Coolify', baseUrl: url, headers, say, backoffMs, advice: ADVICE });

  return { application, versionOf, set, deploy };

  /** @param {string} uuid @returns {Promise<Application>} */
  async function application(uuid) {
    const found = await call('GET', pathOf(uuid));
    const kind = found?.build_pack;
    if (kind !== 'dockerimage' && kind !== 'dockercompose') {
      throw new Problem(
        `Coolify: the application ${uuid} is of the kind "${kind}". It has to be a Docker Image or a Docker Compose application: others build their own image.`,
      );
    }
    const tag = found[TAG] ? { [TAG]: found[TAG] } : undefined;
    const before = kind === 'dockerimage' ? tag : await variables(uuid);
    return { uuid, name: found.name || uuid, kind, before };
  }

  /** @returns {Promise<Version | undefined>} undefined: the token may not read values, or one is missing */
  async function variables(uuid) {
    const all = await call('GET', `${pathOf(uuid)}/envs`);
    const entries = IMAGES.map(variableOf).map((name) => [
      name,
      all?.find?.(({ key, is_preview: preview }) => key === name && !preview)?.value,
    ]);
    return entries.every(([, value]) => value) ? Object.fromEntries(entries) : undefined;
  }

  /** @param {Application} app @param {string} tag @returns {Version} */
  function versionOf({ kind }, tag) {
    if (kind === 'dockerimage') return { [TAG]: tag };
    return Object.fromEntries(IMAGES.map((part) => [variableOf(part), `${images}-${part}:${tag}`]));
  }

  /** Says which images the next deployment takes. @param {Application} app @param {Version} [version] */
  async function set(app, version = {}) {
    app.state = `perhaps set to ${textOf(version)}`;
    if (app.kind === 'dockerimage') await call('PATCH', pathOf(app.uuid), version);
    else {
      const data = Object.entries(version).map(([key, value]) => ({ key, value }));
      await call('PATCH', `${pathOf(app.uuid)}/envs/bulk`, { data });
    }
    app.state = `set to ${textOf(version)}, not deployed`;
    app.version = version;
  }

  /**
   * Deploys what was set, and waits for the end.
   * @param {Application} app
   * @param {number} until the end of the time for all applications together
   * @throws {Problem} when it fails, is cancelled or takes too long
   */
  async function deploy(app, until) {
    const began = Date.now();
    const limitMs = Math.min(deployMs, until - began);
    if (limitMs <= 0) throw new Problem(`${app.name}: no time is left for its deployment.`);
    const tooLate = () => Date.now() - began > limitMs;
    app.state = `${textOf(app.version)} is being deployed`;
    const id = await trigger(app, tooLate);
    let before;
    for (;;) {
      const status = await statusOf(id, began);
      if (status !== before) say(`${app.name}: deployment ${id}: ${status}`);
      before = status;
      app.state = `deployment of ${textOf(app.version)}: ${status}`;
      if (status === 'finished') return;
      if (/^(failed|cancelled)/.test(status)) {
        throw new Problem(`${app.name}: the deployment ended as ${status}. Its log is in Coolify.`);
      }
      if (tooLate()) {
        // What hangs would stand in front of the deployment that puts the old version back.
        await call('POST', `/api/v1/deployments/${id}/cancel`).catch((error) => say(error.message));
        throw new Problem(`${app.name}: still ${status} after ${limitMs / 1000} s; given up.`);
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
      if (!(error instanceof HttpProblem)) throw error;
      // A deployment goes on while Coolify itself is restarted.
      if (mayPass(error.status)) return 'not known';
      if (error.status === 404 && Date.now() - began <= UNKNOWN_MS) return 'queued';
      throw error;
    }
  }
}
