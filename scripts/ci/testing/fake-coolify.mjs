import { serve } from './http-server.mjs';

/**
 * @typedef {object} Behaviour
 * @property {Record<string, { kind?: string, tag?: string }>} apps by UUID: server or stack, worker, client, others
 * @property {string} token
 * @property {Record<string, string>} [variables] of a compose application; none: the token may not read values
 * @property {string[]} [stale] applications whose old container stays although the deployment is finished
 * @property {(tag: string, uuid: string) => string[]} [statuses] what the polls of a deployment say, one after the other; the last one stays
 * @property {(tag: string) => { status?: number, body: unknown }[]} [health] the first answers of /health after a deployment; then the deployed commit
 * @property {{ status?: number, body: unknown }[]} [before] the first answers of /health at all
 * @property {string} [served] commit that is served before, by all parts
 * @property {import('./http-server.mjs').Fault[]} [faults]
 * @property {number} [busy] so many triggers find another deployment under way
 */

/**
 * A Coolify and the installation that it deploys, behind one address. Speaks the API of release 4.2
 * and later, which refuses GET for whatever changes something.
 * @param {Behaviour} behaviour
 */
export async function fakeCoolify({
  apps,
  token,
  statuses = () => ['queued', 'in_progress', 'finished'],
  health = () => [],
  before = [],
  served,
  variables,
  stale = [],
  faults = [],
  busy = 0,
}) {
  const state = {
    served,
    worker: served,
    client: served,
    apps: structuredClone(apps),
    images: /** @type {Record<string, string>} */ ({ ...variables }),
  };
  const deployments = new Map();
  const deployed = [];
  let answers = [...before];

  const server = await serve((request) => {
    if (request.path === '/health') return answers.shift() ?? healthNow();
    if (request.path === '/client/health') return { body: { status: 'ok', commit: state.client } };
    if (request.headers.authorization !== `Bearer ${token}`) {
      return { status: 401, body: { message: 'Unauthenticated.' } };
    }
    const [, uuid, rest] =
      request.path.match(/^\/api\/v1\/applications\/([^/]+)(\/envs(?:\/bulk)?)?$/) ?? [];
    if (uuid) return application(request, uuid, rest);
    if (request.path === '/api/v1/deploy') return deploy(request);
    const [, id, cancel] = request.path.match(/^\/api\/v1\/deployments\/([^/]+)(\/cancel)?$/) ?? [];
    const found = deployments.get(id ?? '');
    if (!found) return { status: 404, body: { message: 'Deployment not found.' } };
    if (cancel) found.left = ['cancelled-by-user'];
    return { body: { deployment_uuid: id, status: poll(found) } };
  }, faults);

  return { ...server, state, deployed };

  function healthNow() {
    const { served: commit, worker } = state;
    if (!commit) return { status: 503 };
    return {
      body: { status: 'ok', commit, parts: { workers: { status: 'up', commits: [worker] } } },
    };
  }

  function application({ method, body }, uuid, envs) {
    const app = state.apps[uuid];
    if (!app) return { status: 404, body: { message: 'Application not found.' } };
    if (method === 'GET' && envs) {
      const keys = ['SERVER_IMAGE', 'CLIENT_IMAGE', 'BACKUP_IMAGE', 'JWT_SECRETS'];
      const preview = keys.map((key) => ({ key, value: 'preview', is_preview: true }));
      // Without read:sensitive the values are simply not there.
      const own = keys.map((key) => ({ key, value: variables?.[key], is_preview: false }));
      return { body: [...preview, ...own] };
    }
    if (method === 'GET') {
      const { kind = 'dockerimage', tag = null } = app;
      return {
        body: { uuid, name: `app ${uuid}`, build_pack: kind, docker_registry_image_tag: tag },
      };
    }
    if (envs) {
      for (const { key, value } of body.data) state.images[key] = value;
      app.tag = state.images.SERVER_IMAGE.split(':').at(-1);
    } else app.tag = body.docker_registry_image_tag;
    return { body: { uuid } };
  }

  function deploy({ method, query, body }) {
    if (method !== 'POST') {
      return { status: 405, body: { message: 'This endpoint has changed to a POST request.' } };
    }
    const uuid = query.get('uuid') ?? body?.uuid;
    const one = (message, id) => ({
      body: { deployments: [{ message, resource_uuid: uuid, deployment_uuid: id }] },
    });
    if (busy > 0) {
      busy -= 1;
      return one('Deployment already queued for this commit.', 'id-of-none');
    }
    const id = `deployment-${deployments.size + 1}`;
    const { tag = '' } = state.apps[uuid];
    deployments.set(id, { uuid, tag, left: [...statuses(tag, uuid)] });
    return one('Application deployment queued.', id);
  }

  function poll(deployment) {
    const { left, tag, uuid } = deployment;
    const status = left.length > 1 ? left.shift() : left[0];
    if (status === 'finished' && !deployment.done) {
      deployment.done = true;
      deployed.push(`${uuid} ${tag}`);
      if (!stale.includes(uuid)) replace(uuid, tag.replace('sha-', ''));
      answers = [...health(tag)];
    }
    return status;
  }

  /** A part that is an application of its own is replaced with it, else with the server or the stack. */
  function replace(uuid, commit) {
    if (uuid === 'worker' || uuid === 'client') state[uuid] = commit;
    if (uuid !== 'server' && uuid !== 'stack') return;
    state.served = commit;
    if (!state.apps.worker) state.worker = commit;
    if (!state.apps.client) state.client = commit;
  }
}
