import type { TestApp } from './app.js';
import type { GivenAccount } from './given.js';

const PROVIDER = {
  kind: 'openai-compatible',
  name: 'Model server',
  baseUrl: 'https://models.example.test/v1',
  models: [{ name: 'small' }],
};

/**
 * What stands in a path for each parameter: how the owner of a workspace makes such an object, and
 * which value then names it. A new parameter needs a line here.
 */
export const SAMPLES: Record<string, (app: TestApp, owner: GivenAccount) => Promise<string>> = {
  workspace: async (_app, owner) => owner.workspace,
  tool: (app, owner) => app.given.publishedTool(owner),
  number: async () => '1',
  user: async (_app, owner) => owner.id,
  session: async (app, owner) =>
    (await app.as(owner.token).get('/auth/sessions').expect(200)).body.items[0].id,
  key: async (app, owner) => {
    const path = `/workspaces/${owner.workspace}/api-keys`;
    const body = { name: 'sample', scopes: ['runs:read'] };
    return (await app.as(owner.token).post(path).send(body).expect(201)).body.id;
  },
  run: async (app, owner) => {
    const tool = await app.given.publishedTool(owner);
    const { body } = await app
      .as(owner.token)
      .post(`/tools/${owner.workspace}/${tool}/runs`)
      .send({ inputs: { text: 'sample' } })
      .expect(200);
    return body.id;
  },
  provider: async (app, owner) => {
    const path = `/workspaces/${owner.workspace}/providers`;
    return (await app.as(owner.token).post(path).send(PROVIDER).expect(201)).body.slug;
  },
  alias: async (app, owner) => {
    const provider = await SAMPLES.provider!(app, owner);
    await app
      .as(owner.token)
      .put(`/workspaces/${owner.workspace}/model-aliases/sample-alias`)
      .send({ provider, model: 'small' })
      .expect(200);
    return 'sample-alias';
  },
};

interface SampleRequest {
  body?: object;
  headers?: Record<string, string>;
}

const DEFINITION = { schemaVersion: 1, steps: [], output: {} };

/**
 * A sound request for routes that look at the body before they look for the object in the path: only
 * then can the answer be 404. A new route of that kind needs a line here.
 */
export const REQUESTS: Record<string, SampleRequest> = {
  'PATCH workspaces/:workspace/members/:user': { body: { role: 'runner' } },
  'PUT workspaces/:workspace/tools/:tool/draft': {
    body: { definition: DEFINITION },
    headers: { 'if-match': '"1"' },
  },
  'POST workspaces/:workspace/tools/:tool/draft/check': { body: { definition: DEFINITION } },
  'PUT workspaces/:workspace/tools/:tool/live': { body: { number: 1 } },
  'POST tools/:workspace/:tool/runs': { body: { inputs: { text: 'x' } } },
  'POST workspaces/:workspace/tools/:tool/draft/runs': { body: { inputs: { text: 'x' } } },
};

/** Routes whose last parameter is a name that the caller chooses, not an object that exists. */
export const MAKES_WHAT_IT_NAMES = new Set(['PUT workspaces/:workspace/model-aliases/:alias']);
