import { beforeAll, describe, expect, it } from '@jest/globals';
import { problem, useTestApp } from '../../../test/app.js';
import { ECHO, type GivenAccount } from '../../../test/given.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

describe('tools of a workspace', () => {
  const app = useTestApp();
  let owner: GivenAccount;
  beforeAll(async () => void (owner = await app.given.account()));
  const tools = (rest = ''): string => `/workspaces/${owner.workspace}/tools${rest}`;
  const as = () => app.as(owner.token);

  describe('POST', () => {
    it('makes a tool from a definition, with a slug made from its name', async () => {
      const { body, headers } = await as()
        .post(tools())
        .send({ name: '  Détails & Co.  ', description: 'What it is for', definition: ECHO })
        .expect(201);
      expect(body).toMatchObject({
        slug: 'details-co',
        name: 'Détails & Co.',
        description: 'What it is for',
        liveVersion: null,
        hasUnpublishedChanges: true,
        archivedAt: null,
        draft: { definition: ECHO, revision: 1 },
      });
      expect(headers.etag).toBe('"1"');
    });

    it('keeps the order of keys, which is the order of fields in a form', async () => {
      const properties = {
        zebra: { type: 'string' },
        a: { type: 'string' },
        monkey: { type: 'string' },
      };
      const definition = {
        ...ECHO,
        inputs: { type: 'object', properties },
        steps: [],
        output: null,
      };
      const slug = await app.given.tool(owner, definition);
      const { body } = await as()
        .get(tools(`/${slug}`))
        .expect(200);
      expect(Object.keys(body.draft.definition.inputs.properties)).toEqual([
        'zebra',
        'a',
        'monkey',
      ]);
    });

    it('makes a small working tool when nothing is given but a name', async () => {
      const { body } = await as().post(tools()).send({ name: 'Blank' }).expect(201);
      expect(body.draft.definition.steps).toHaveLength(1);
      await as()
        .post(tools(`/${body.slug}/versions`))
        .expect(201);
    });

    it('gives tools of the same name different slugs, also when they are made at once', async () => {
      const made = await Promise.all(
        Array.from({ length: 4 }, () =>
          as().post(tools()).send({ name: 'Twins', definition: ECHO }),
        ),
      );
      expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
      expect(made.map(({ body }) => body.slug).sort()).toEqual([
        'twins',
        'twins-2',
        'twins-3',
        'twins-4',
      ]);
    });

    it('refuses a slug that is taken, and one that is no slug', async () => {
      const slug = await app.given.tool(owner);
      const send = (body: object) =>
        as()
          .post(tools())
          .send({ name: 'Second', definition: ECHO, ...body });
      await send({ slug }).expect(problem(409, 'slug-taken'));
      for (const wrong of ['Big', 'a--b', '-a', 'a b', 'new', 'a'.repeat(61), null, 7]) {
        const { body } = await send({ slug: wrong }).expect(problem(422, 'validation-failed'));
        expect(body.errors[0].pointer).toBe('#/slug');
      }
    });

    it.each([
      [{}, '#/name'],
      [{ name: '   ' }, '#/name'],
      [{ name: 'two\nlines' }, '#/name'],
      [{ name: 'x', description: 'a'.repeat(2001) }, '#/description'],
      [{ name: 'x', definition: 'steps' }, '#/definition'],
      [{ name: 'x', definition: null }, '#/definition'],
      [{ name: 'x', surprise: 1 }, '#/surprise'],
      [{ name: 'x', template: 'support-inbox-triage', definition: ECHO }, '#/template'],
    ])('refuses %j and says where', async (body, pointer) => {
      const answer = await as().post(tools()).send(body).expect(problem(422, 'validation-failed'));
      expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
        pointer,
      ]);
    });

    it('refuses a template that does not exist', async () => {
      await as()
        .post(tools())
        .send({ name: 'x', template: 'nope' })
        .expect(problem(422, 'unknown-template'));
    });

    it('says every fault of a definition with its place in the body', async () => {
      const definition = {
        ...ECHO,
        steps: [
          { id: 'a', kind: 'transfrom', with: { value: 1 } },
          { id: 'b', kind: 'transform', with: { value: '{{ steps.nobody }}' } },
        ],
        output: null,
      };
      const { body } = await as()
        .post(tools())
        .send({ name: 'Broken', definition })
        .expect(problem(422, 'definition-invalid'));
      const pointers = body.errors.map((error: { pointer: string }) => error.pointer);
      expect(pointers).toContain('#/definition/steps/0/kind');
      expect(pointers).toContain('#/definition/steps/1/with/value');
    });
  });

  describe('what a definition may not be', () => {
    const raw = (definition: string) =>
      as()
        .post(tools())
        .set('content-type', 'application/json')
        .send(`{"name":"Raw","definition":${definition}}`);
    const withOutput = (output: string): string =>
      JSON.stringify(ECHO).replace(/"output":.*$/, `"output":${output}}`);

    it('refuses keys that would reach a prototype', async () => {
      await raw(withOutput('{"__proto__":{"admin":true}}')).expect(problem(400, 'malformed-json'));
      const { body } = await raw(withOutput('{"deep":{"constructor":1}}')).expect(
        problem(422, 'validation-failed'),
      );
      expect(body.errors[0].pointer).toBe('#/definition/output/deep/constructor');
      await raw(withOutput('{"prototype":1}')).expect(problem(422, 'validation-failed'));
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    });

    it('refuses a definition that is too large, and a body over the limit', async () => {
      const large = await raw(withOutput(JSON.stringify('x'.repeat(1_000_000)))).expect(
        problem(422, 'definition-invalid'),
      );
      expect(large.body.errors[0].detail).toMatch(/larger than/);
      await raw(withOutput(JSON.stringify('x'.repeat(1_100_000)))).expect(
        problem(413, 'body-too-large'),
      );
    });

    it('refuses a definition that is nested without end, instead of failing on it', async () => {
      const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
      await raw(withOutput(deep)).expect(problem(422, 'validation-failed'));
    });

    it('refuses broken JSON', async () => {
      await raw('{').expect(problem(400, 'malformed-json'));
    });
  });

  describe('GET', () => {
    it('lists newest first, in pages, without archived tools and those of others', async () => {
      const maker = await app.given.account();
      const mine = app.as(maker.token);
      const path = `/workspaces/${maker.workspace}/tools`;
      const slugs: string[] = [];
      for (let index = 0; index < 5; index++) slugs.push(await app.given.tool(maker));
      await mine.delete(`${path}/${slugs[4]}`).expect(204);
      const first = await mine.get(`${path}?limit=3`).expect(200);
      const second = await mine.get(`${path}?limit=3&cursor=${first.body.nextCursor}`).expect(200);
      const listed = [...first.body.items, ...second.body.items].map(
        ({ slug }: { slug: string }) => slug,
      );
      expect(listed).toEqual(slugs.slice(0, 4).reverse());
      expect(second.body.nextCursor).toBeNull();
      expect(first.body.items[0]).not.toHaveProperty('draft');
      const archived = await mine.get(`${path}?archived=true`).expect(200);
      expect(archived.body.items.map(({ slug }: { slug: string }) => slug)).toEqual([slugs[4]]);
    });

    it('searches names, slugs and descriptions, taking signs literally', async () => {
      await as()
        .post(tools())
        .send({ name: '100% wool_fabric', description: 'Finds Sheep', definition: ECHO });
      const found = async (search: string): Promise<string[]> => {
        const { body } = await as().get(tools()).query({ search }).expect(200);
        return body.items.map(({ name }: { name: string }) => name);
      };
      expect(await found('sheep')).toEqual(['100% wool_fabric']);
      expect(await found('0% w')).toEqual(['100% wool_fabric']);
      expect(await found('wool-fab')).toEqual(['100% wool_fabric']);
      expect(await found('100_ wool')).toEqual([]);
      expect(await found('w%l')).toEqual([]);
      expect(await found('\\')).toEqual([]);
    });

    it.each(['limit=0', 'limit=101', 'cursor=%21', 'cursor=YWJj', 'archived=maybe', 'other=1'])(
      'refuses ?%s',
      (query) =>
        as()
          .get(tools(`?${query}`))
          .expect(problem(422, 'validation-failed')),
    );

    it('answers 404 for what does not exist, and refuses NUL characters', async () => {
      await as().get(tools('/nobody')).expect(problem(404, 'not-found'));
      await as().get(tools('/a%00b')).expect(problem(400, 'malformed-request'));
      await as().get(tools('?search=a%00b')).expect(problem(400, 'malformed-request'));
    });
  });

  describe('PATCH, DELETE and restore', () => {
    it('renames a tool', async () => {
      const slug = await app.given.tool(owner);
      const changes = { name: 'New name', description: 'New words', slug: `${slug}-renamed` };
      const { body } = await as()
        .patch(tools(`/${slug}`))
        .send(changes)
        .expect(200);
      expect(body).toMatchObject({ ...changes, draft: { revision: 1 } });
      await as()
        .get(tools(`/${slug}`))
        .expect(problem(404, 'not-found'));
      await as()
        .get(tools(`/${slug}-renamed`))
        .expect(200);
    });

    it('refuses a slug that another tool has, and changes nothing', async () => {
      const [one, two] = [await app.given.tool(owner), await app.given.tool(owner)];
      await as()
        .patch(tools(`/${two}`))
        .send({ slug: one, name: 'X' })
        .expect(problem(409, 'slug-taken'));
      const { body } = await as()
        .get(tools(`/${two}`))
        .expect(200);
      expect(body.name).not.toBe('X');
      await as()
        .patch(tools(`/${two}`))
        .send({ name: null })
        .expect(problem(422, 'validation-failed'));
    });

    it('archives a tool, keeps its slug, and takes it back', async () => {
      const slug = await app.given.publishedTool(owner);
      await as()
        .delete(tools(`/${slug}`))
        .expect(204);
      await as()
        .delete(tools(`/${slug}`))
        .expect(204);
      const { body } = await as()
        .get(tools(`/${slug}`))
        .expect(200);
      expect(Date.parse(body.archivedAt)).not.toBeNaN();
      await as()
        .post(tools())
        .send({ name: 'x', slug, definition: ECHO })
        .expect(problem(409, 'slug-taken'));
      await as()
        .post(tools(`/${slug}/versions`))
        .expect(problem(409, 'tool-archived'));
      await as()
        .put(tools(`/${slug}/live`))
        .send({ number: 1 })
        .expect(problem(409, 'tool-archived'));
      await as()
        .put(tools(`/${slug}/draft`))
        .set('if-match', '1')
        .send({ definition: ECHO })
        .expect(problem(409, 'tool-archived'));
      const restored = await as()
        .post(tools(`/${slug}/restore`))
        .expect(200);
      expect(restored.body).toMatchObject({ archivedAt: null, liveVersion: 1 });
    });
  });

  describe('who may do what', () => {
    const routes: [Method, string, 'runner' | 'editor', object?][] = [
      ['get', '', 'runner'],
      ['post', '', 'editor', { name: 'X', definition: ECHO }],
      ['get', '/:tool', 'runner'],
      ['patch', '/:tool', 'editor', { name: 'X' }],
      ['delete', '/:tool', 'editor'],
      ['post', '/:tool/restore', 'editor'],
      ['put', '/:tool/draft', 'editor', { definition: ECHO }],
      ['post', '/:tool/draft/check', 'editor', { definition: ECHO }],
      ['get', '/:tool/versions', 'runner'],
      ['post', '/:tool/versions', 'editor'],
      ['get', '/:tool/versions/1', 'runner'],
      ['put', '/:tool/live', 'editor', { number: 1 }],
    ];
    let slug: string;
    let other: string;
    const callers: Record<string, string> = {};
    beforeAll(async () => {
      slug = await app.given.publishedTool(owner);
      other = await app.given.publishedTool(owner);
      callers.editor = (await app.given.member(owner, 'editor')).token;
      callers.runner = (await app.given.member(owner, 'runner')).token;
      callers.stranger = (await app.given.account()).token;
      callers.read = await app.given.apiKey(owner, { scopes: ['tools:read'] });
      callers.write = await app.given.apiKey(owner, { scopes: ['tools:write'] });
      callers.runs = await app.given.apiKey(owner, { scopes: ['runs:create', 'runs:read'] });
      callers.limited = await app.given.apiKey(owner, {
        scopes: ['tools:read', 'tools:write'],
        tools: [other],
      });
    });
    const call = ([method, path, , body]: (typeof routes)[number], bearer?: string) => {
      const caller = app.as(bearer);
      const test = caller[method](tools(path.replace(':tool', slug))).set('if-match', '*');
      return body === undefined ? test : test.send(body);
    };
    const isFine = ({ status, body }: { status: number; body: unknown }): void => {
      if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
    };

    it.each(routes)('%s %s', async (...route) => {
      const writes = route[2] === 'editor';
      await call(route).expect(problem(401, 'unauthenticated'));
      await call(route, 'rubbish').expect(problem(401, 'unauthenticated'));
      await call(route, callers.stranger).expect(problem(404, 'not-found'));
      await call(route, callers.runs).expect(problem(403, 'forbidden'));
      if (writes) await call(route, callers.runner).expect(problem(403, 'forbidden'));
      else await call(route, callers.runner).expect(isFine);
      await call(route, writes ? callers.read : callers.write).expect(problem(403, 'forbidden'));
      await call(route, writes ? callers.write : callers.read).expect(isFine);
      await call(route, callers.editor).expect(isFine);
      await as()
        .post(tools(`/${slug}/restore`))
        .expect(200);
    });

    it('shows a limited key its own tools only', async () => {
      const limited = app.as(callers.limited);
      const { body } = await limited.get(tools()).expect(200);
      expect(body.items.map((item: { slug: string }) => item.slug)).toEqual([other]);
      for (const route of routes.filter(([, path]) => path !== '')) {
        await call(route, callers.limited).expect(problem(404, 'not-found'));
      }
      await limited.post(tools()).send({ name: 'X' }).expect(problem(403, 'forbidden'));
    });
  });
});
