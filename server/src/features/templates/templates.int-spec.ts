import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { problem, useTestApp } from '../../../test/app.js';
import type { GivenAccount } from '../../../test/given.js';
import { HttpServer } from '../../../test/http-server.js';
import { compileDefinition } from '../../engine/plan.js';
import { TEMPLATES } from './library.js';
import type { Template } from './template.js';

const PAGE = `<!doctype html><html><head><title>Espresso</title><style>p { color: red }</style></head>
<body><nav><a href="/">Home</a> <a href="/menu">Menu</a></nav><article><h1>Espresso</h1>
<p>Espresso is a strong coffee that is made by pressing hot water through finely ground beans.
The water has a temperature of about ninety degrees and a pressure of nine bar.
A good shot takes between 25 and 30 seconds and has a layer of brown foam called crema.</p>
<p>The first machine that worked with pressure was shown in Turin in 1884 by Angelo Moriondo.
Luigi Bezzera improved it in 1901 and sold the patent to Desiderio Pavoni, who built the machines in series.
Since the nineteen-forties a spring lever gives the high pressure that made crema possible.</p>
<p>Many drinks begin with an espresso, such as cappuccino, latte macchiato and americano.</p>
</article><script>alert('never')</script></body></html>`;

const app = useTestApp({ EGRESS_ALLOW_HOSTS: '127.0.0.1' });
const web = new HttpServer();
let mock: LLMock;
let owner: GivenAccount;
/** Slug of the tool that was made from a template, by its key. */
const slugs = new Map<string, string>();

beforeAll(async () => {
  mock = await LLMock.create({ port: 0, logLevel: 'silent' });
  await web.start();
  owner = await app.given.account();
  for (const { key, name } of TEMPLATES) {
    const made = await app
      .as(owner.token)
      .post(`/workspaces/${owner.workspace}/tools`)
      .send({ name, template: key })
      .expect(201);
    slugs.set(key, made.body.slug);
    await app
      .as(owner.token)
      .post(`/workspaces/${owner.workspace}/tools/${made.body.slug}/versions`)
      .expect(201);
  }
  // The first use loads the model, which takes long on a busy machine.
  await run('support-inbox-triage', 0);
}, 180_000);
afterAll(() => Promise.all([mock.stop(), web.stop()]));
beforeEach(() => void mock.reset());

const byKey = (key: string): Template =>
  TEMPLATES.find((template) => template.key === key) as Template;

/** Runs the published tool with these inputs, or with one of the template's own examples. */
const run = async (key: string, inputs: object | number) => {
  const given = typeof inputs === 'number' ? byKey(key).exampleInputs[inputs] : inputs;
  const { body } = await app
    .as(owner.token)
    .post(`/tools/${owner.workspace}/${slugs.get(key)}/runs`)
    .set('prefer', 'wait=120')
    .send({ inputs: given })
    .expect(200);
  return body;
};
const output = async (key: string, inputs: object | number) => {
  const body = await run(key, inputs);
  if (body.status !== 'succeeded') throw new Error(JSON.stringify(body.error));
  return body.output;
};

describe('GET /templates', () => {
  it('shows what can be tried without a provider first', async () => {
    const { body } = await app.as(owner.token).get('/templates').expect(200);
    expect(
      body.map(({ key, needsProvider }: { key: string; needsProvider: boolean }) => [
        key,
        needsProvider,
      ]),
    ).toEqual([
      ['support-inbox-triage', false],
      ['meeting-notes', false],
      ['find-the-passage', false],
      ['language-router', false],
      ['web-page-digest', false],
      ['rewrite-for-a-tone', true],
      ['structured-data', true],
    ]);
  });

  it('asks for an account, or for a key that reads tools', async () => {
    await app.as().get('/templates').expect(problem(401, 'unauthenticated'));
    const runs = await app.given.apiKey(owner, { scopes: ['runs:create'] });
    await app.as(runs).get('/templates').expect(problem(403, 'forbidden'));
    const tools = await app.given.apiKey(owner, { scopes: ['tools:read'] });
    await app.as(tools).get('/templates').expect(200);
  });

  it.each(TEMPLATES.map((template) => [template.key, template] as const))(
    '%s compiles, and takes each of its example inputs',
    (_, template) => {
      const { plan, faults } = compileDefinition(template.definition);
      expect(faults).toEqual([]);
      expect(template.exampleInputs.length).toBeGreaterThanOrEqual(3);
      for (const inputs of template.exampleInputs)
        expect(plan?.checkInputs(inputs).faults).toEqual([]);
    },
  );
});

describe('support inbox triage', () => {
  it.each([
    [
      0,
      {
        team: 'delivery',
        urgency: 'normal',
        orderNumber: 'KM-204518',
        dates: ['2026-11-12', '2026-12-05'],
      },
      /send the order again/,
    ],
    [
      1,
      { team: 'billing', urgency: 'normal', orderNumber: 'KM-204377', amounts: ['€649.00'] },
      /second payment back/,
    ],
    [2, { team: 'technical', urgency: 'high', orderNumber: 'KM-198002' }, /dry the contacts/],
    [3, { team: 'sales', urgency: 'low', orderNumber: null, dates: [] }, /12 percent/],
  ] as const)(
    'sorts example %i and finds the rule that applies',
    async (index, expected, passage) => {
      const answer = await output('support-inbox-triage', index);
      const { dates, ...rest } = expected as { dates?: string[] };
      expect(answer).toMatchObject(rest);
      expect(answer.passage).toMatch(passage);
      // Days without a year belong to the year in which the test runs.
      if (dates)
        expect(answer.dates.map((date: string) => date.slice(5))).toEqual(
          dates.map((date) => date.slice(5)),
        );
    },
  );

  it.each([
    [
      'i forgot my password and the reset mail does not arrive, tried three times',
      'account',
      /sign-in page/,
    ],
    [
      'The box came crushed and there is a crack in the water tank inside. Order 55-1234.',
      'delivery',
      /ask for a photo/,
    ],
    [
      'I would like to send the grinder back, it is too loud for our small kitchen.',
      'returns',
      /within 30 days/,
    ],
    [
      'Our bookkeeper needs our VAT number on invoice 2026-0417. Can you send a corrected one?',
      'billing',
      /finance/,
    ],
  ])('sorts %j', async (email, team, passage) => {
    const answer = await output('support-inbox-triage', { email });
    expect(answer.team).toBe(team);
    expect(answer.passage).toMatch(passage);
  });

  it.each(['order 10233', 'Order #A-99812', 'order number: 2026/4711'])(
    'reads the number in "%s"',
    async (text) => {
      const email = `Hello, where is my parcel? It is about ${text}, it should have been here last week.`;
      expect((await output('support-inbox-triage', { email })).orderNumber).toBe(
        text.split(/[ #]+/).at(-1),
      );
    },
  );

  it('quotes nothing when the handbook has nothing to say', async () => {
    const email =
      'Would your company like to sponsor our football club? We are looking for new shirts.';
    expect((await output('support-inbox-triage', { email })).passage).toBeNull();
  });
});

describe('meeting notes', () => {
  it('tells decisions from action items, with owner and date', async () => {
    const answer = await output('meeting-notes', 1);
    expect(answer.decisions).toEqual([
      'We decided to start with the roof first, so that the painters do not have to wait.',
      'The architect approved the change of the stairs.',
      "The neighbours complained about noise before seven o'clock; we agreed that no machine starts before half past seven.",
    ]);
    expect(answer.actionItems).toMatchObject([
      { task: 'Peter Bakker will order the handrails before 4 December.', owner: 'Peter Bakker' },
      {
        task: 'Fatima Yilmaz needs to send the new drawings to the municipality by Wednesday.',
        owner: 'Fatima Yilmaz',
      },
    ]);
    expect(answer.people).toEqual(['Peter Bakker', 'Fatima Yilmaz']);
  });

  it('lists a sentence once, as a decision or as an action item', async () => {
    const answer = await output('meeting-notes', 0);
    expect(answer.decisions).toHaveLength(3);
    expect(answer.actionItems.map(({ owner }: { owner: string }) => owner)).toEqual([
      'Priya',
      'Lucas',
      'Sara',
    ]);
  });

  it('gives empty lists when nothing was decided', async () => {
    const answer = await output('meeting-notes', {
      notes: 'The weather was fine. Everybody had lunch outside.',
    });
    expect(answer).toMatchObject({ decisions: [], actionItems: [], people: [] });
  });
});

describe('find the passage', () => {
  it('quotes the document with its place', async () => {
    const { question, document } = byKey('find-the-passage').exampleInputs[0] as Record<
      string,
      string
    >;
    const answer = await output('find-the-passage', { question, document });
    expect(answer).toMatchObject({ found: true, note: 'Quoted from the document.' });
    expect(answer.passage).toMatch(/^The tenant gives one month's notice/);
    expect(document?.slice(answer.position)).toMatch(new RegExp(`^${answer.passage.slice(0, 30)}`));
  });

  it('says so when the document does not tell', async () => {
    const answer = await output('find-the-passage', 2);
    expect(answer).toMatchObject({ found: false, passage: null, position: null });
    expect(answer.nearest.length).toBeGreaterThan(0);
  });
});

describe('language router', () => {
  it.each([
    [0, { language: 'nl', team: 'Team Utrecht', topic: null }],
    [1, { language: 'en', team: 'Team London', topic: 'appointment' }],
    [2, { language: 'de', team: 'Team Berlin', topic: null }],
    [3, { language: 'pt', team: 'Translation desk', topic: null }],
  ] as const)('sends example %i to its team', async (index, expected) => {
    expect(await output('language-router', index)).toMatchObject(expected);
  });
});

describe('web page digest', () => {
  it('reads a page over HTTP and quotes it', async () => {
    web.answers((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(PAGE);
    });
    const answer = await output('web-page-digest', {
      url: `${web.url}/espresso`,
      sentences: 2,
      focus: 'history',
    });
    expect(answer.address).toBe(`${web.url}/espresso`);
    expect(answer.keySentences).toHaveLength(2);
    for (const sentence of answer.keySentences)
      expect(PAGE.replaceAll('\n', ' ')).toContain(sentence);
    expect(answer.keySentences.join(' ')).toMatch(/Turin|Bezzera|nineteen-forties/);
    expect(answer.keywords.join(' ').toLowerCase()).toContain('espresso');
    expect(JSON.stringify(answer)).not.toContain('alert');
    expect(
      (await output('web-page-digest', { url: `${web.url}/espresso` })).keySentences,
    ).toHaveLength(5);
  });

  it('fails with the status when the page is not there, and refuses internal addresses', async () => {
    web.answers((_, response) => void response.writeHead(404).end('gone'));
    const missing = await run('web-page-digest', { url: `${web.url}/missing` });
    expect(missing).toMatchObject({
      status: 'failed',
      error: { code: 'http-status', path: 'page' },
    });
    const internal = await run('web-page-digest', {
      url: 'http://169.254.169.254/latest/meta-data',
    });
    expect(internal).toMatchObject({
      status: 'failed',
      error: { code: 'egress-refused', path: 'page' },
    });
  });
});

describe('templates that need a provider', () => {
  it('say so when none is connected', async () => {
    const answer = await run('rewrite-for-a-tone', 0);
    expect(answer).toMatchObject({
      status: 'failed',
      error: { code: 'provider-missing', path: 'rewrite' },
    });
  });

  describe('with a connected one', () => {
    beforeAll(async () => {
      const as = app.as(owner.token);
      await as
        .post(`/workspaces/${owner.workspace}/providers`)
        .send({
          kind: 'openai-compatible',
          name: 'Mock',
          baseUrl: `${mock.url}/v1`,
          apiKey: 'sk-test',
          models: [],
        })
        .expect(201);
      await as
        .put(`/workspaces/${owner.workspace}/model-aliases/default`)
        .send({ provider: 'mock', model: 'small' })
        .expect(200);
    });

    it('rewrite a text for its readers', async () => {
      mock.onMessage(/apologetic/, { content: 'We are sorry that you had to wait.' });
      expect(await output('rewrite-for-a-tone', 0)).toEqual({
        text: 'We are sorry that you had to wait.',
      });
      const asked = JSON.stringify(mock.getLastRequest()?.body);
      expect(asked).toContain('the courier lost it');
      expect(asked).toContain('a customer who has waited for two weeks');
    });

    it('fill in a form from a text', async () => {
      const form = {
        customer: 'Claes & Partners',
        contact: 'Pieter Claes',
        deliveryDate: '2026-12-04',
        lines: [{ product: 'A4 paper', quantity: 12, unit: 'box' }],
        remarks: 'Ring at the back door.',
      };
      mock.onMessage(/A4 paper/, { content: JSON.stringify(form) });
      expect(await output('structured-data', 0)).toEqual(form);
    });
  });
});
