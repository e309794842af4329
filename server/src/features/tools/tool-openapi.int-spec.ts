import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problem, useTestApp } from '../../../test/app.js';
import { ECHO, type GivenAccount } from '../../../test/given.js';
import { TEMPLATES } from '../templates/library.js';

const REDOCLY = fileURLToPath(
  new URL('../../../../node_modules/@redocly/cli/bin/cli.js', import.meta.url),
);

interface Document {
  servers: { url: string }[];
  paths: Record<
    string,
    Record<string, { requestBody?: { content: Record<string, { example: object }> } }>
  >;
  components: { schemas: Record<string, object> };
}

/** Every kind of input that a form knows, with a reference within the schema. */
const RICH = {
  schemaVersion: 1,
  inputs: {
    type: 'object',
    $defs: { line: { type: 'object', properties: { sku: { type: 'string' } }, required: ['sku'] } },
    properties: {
      customer: { type: 'string', title: 'Customer', minLength: 20 },
      lines: { type: 'array', items: { $ref: '#/$defs/line' }, minItems: 2 },
      when: { type: 'string', format: 'date' },
      speed: { enum: ['slow', 'fast'] },
      copies: { type: 'integer', minimum: 1, default: 3 },
      note: { type: ['string', 'null'], 'x-widget': 'textarea' },
    },
    required: ['customer', 'lines', 'when', 'speed', 'note'],
    additionalProperties: false,
  },
  steps: [
    {
      id: 'label',
      kind: 'transform',
      with: { value: { to: '{{ inputs.customer }}', n: '{{ inputs.copies }}' } },
    },
    { id: 'late', kind: 'transform', when: 'inputs.copies > 100', with: { value: 'many' } },
  ],
  output: {
    label: '{{ steps.label }}',
    late: '{{ steps.late }}',
    first: '{{ inputs.lines[0].sku }}',
  },
};

describe('GET /tools/{workspace}/{tool}/openapi.json', () => {
  const app = useTestApp();
  let owner: GivenAccount;
  beforeAll(async () => void (owner = await app.given.account()));
  const path = (slug: string): string => `/tools/${owner.workspace}/${slug}/openapi.json`;
  const documentOf = async (slug: string): Promise<Document> =>
    (await app.as(owner.token).get(path(slug)).expect(200)).body;
  /** What the linter of the project's own document says about these. */
  const complaints = async (documents: Record<string, object>): Promise<string[]> => {
    const folder = await mkdtemp(join(tmpdir(), 'tool-openapi-'));
    try {
      const files = await Promise.all(
        Object.entries(documents).map(async ([name, document]) => {
          await writeFile(join(folder, `${name}.json`), JSON.stringify(document));
          return `${name}.json`;
        }),
      );
      // This server is on loopback, which the linter takes for an example.
      const skip = ['--skip-rule', 'no-server-example.com', '--skip-rule', 'info-license'];
      const args = [
        REDOCLY,
        'lint',
        ...files,
        '--format',
        'github-actions',
        '--extends',
        'recommended',
        ...skip,
      ];
      const env = {
        ...process.env,
        REDOCLY_TELEMETRY: 'off',
        REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
      };
      const report = await new Promise<string>((resolve) =>
        execFile(process.execPath, args, { cwd: folder, env }, (error, stdout, stderr) =>
          resolve(stdout + (error && stdout === '' ? `::${stderr}` : '')),
        ),
      );
      return report.split('\n').filter((line) => line.startsWith('::'));
    } finally {
      await rm(folder, { recursive: true });
    }
  };
  /** Checks values against a schema of the document. */
  const checkerOf = (document: Document, name: string) => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema(document, 'document');
    const validate = ajv.compile({ $ref: `document#/components/schemas/${name}` });
    return (value: unknown): unknown => (validate(value) ? [] : validate.errors);
  };
  const run = async (slug: string, inputs: object) =>
    (
      await app
        .as(owner.token)
        .post(`/tools/${owner.workspace}/${slug}/runs`)
        .send({ inputs })
        .expect(200)
    ).body;

  it('gives documents without faults', async () => {
    const definitions = {
      small: ECHO,
      rich: RICH,
      ...Object.fromEntries(TEMPLATES.map(({ key, definition }) => [key, definition])),
    };
    const documents: Record<string, object> = {};
    for (const [name, definition] of Object.entries(definitions)) {
      documents[name] = await documentOf(await app.given.publishedTool(owner, definition));
    }
    expect(await complaints({ broken: { openapi: '3.1.0' } })).not.toEqual([]);
    expect(await complaints(documents)).toEqual([]);
  }, 60_000);

  it('names the address of the tool and of the server', async () => {
    const slug = await app.given.publishedTool(owner);
    const document = await documentOf(slug);
    expect(document.servers).toEqual([{ url: `${app.url}/api/v1` }]);
    expect(Object.keys(document.paths)).toEqual([
      `/tools/${owner.workspace}/${slug}/runs`,
      '/runs/{run}',
      '/runs/{run}/events',
      '/runs/{run}/cancel',
    ]);
  });

  it('has an example that can be sent, and describes what comes back', async () => {
    const slug = await app.given.publishedTool(owner, RICH);
    const document = await documentOf(slug);
    const operation = document.paths[`/tools/${owner.workspace}/${slug}/runs`]?.post;
    const example = operation?.requestBody?.content['application/json']?.example as {
      inputs: object;
    };
    expect(checkerOf(document, 'Inputs')(example.inputs)).toEqual([]);
    const answer = await run(slug, example.inputs);
    expect(answer.status).toBe('succeeded');
    expect(checkerOf(document, 'Run')(answer)).toEqual([]);
    expect(checkerOf(document, 'Output')(answer.output)).toEqual([]);
    expect(checkerOf(document, 'Output')({ label: { to: 7 }, late: null })).not.toEqual([]);
    expect(checkerOf(document, 'Inputs')({ customer: 'short' })).not.toEqual([]);
  });

  it('describes what real runs of the templates give', async () => {
    const router = TEMPLATES.find(({ key }) => key === 'language-router');
    const slug = await app.given.publishedTool(owner, router?.definition);
    const document = await documentOf(slug);
    for (const inputs of router?.exampleInputs ?? []) {
      expect(checkerOf(document, 'Run')(await run(slug, inputs))).toEqual([]);
    }
  }, 120_000);

  it('is there for members and for keys that read tools or run them', async () => {
    const slug = await app.given.publishedTool(owner);
    const other = await app.given.publishedTool(owner);
    await app.as().get(path(slug)).expect(problem(401, 'unauthenticated'));
    await app
      .as((await app.given.account()).token)
      .get(path(slug))
      .expect(problem(404, 'not-found'));
    await app
      .as((await app.given.member(owner, 'runner')).token)
      .get(path(slug))
      .expect(200);
    for (const scope of ['tools:read', 'runs:create']) {
      await app
        .as(await app.given.apiKey(owner, { scopes: [scope] }))
        .get(path(slug))
        .expect(200);
    }
    await app
      .as(await app.given.apiKey(owner, { scopes: ['runs:read'] }))
      .get(path(slug))
      .expect(problem(403, 'forbidden'));
    await app
      .as(await app.given.apiKey(owner, { scopes: ['tools:read'], tools: [other] }))
      .get(path(slug))
      .expect(problem(404, 'not-found'));
  });

  it('is about the live version only', async () => {
    await app.as(owner.token).get(path('nobody')).expect(problem(404, 'not-found'));
    const slug = await app.given.tool(owner);
    await app.as(owner.token).get(path(slug)).expect(problem(409, 'tool-not-published'));
  });
});

describe('behind an address of its own', () => {
  const app = useTestApp({ PUBLIC_API_URL: 'https://api.makers.test/' });
  it('names that address', async () => {
    const owner = await app.given.account();
    const slug = await app.given.publishedTool(owner);
    const { body } = await app
      .as(owner.token)
      .get(`/tools/${owner.workspace}/${slug}/openapi.json`)
      .expect(200);
    expect(body.servers).toEqual([{ url: 'https://api.makers.test/api/v1' }]);
  });
});
