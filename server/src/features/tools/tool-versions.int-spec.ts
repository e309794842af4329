import { beforeAll, describe, expect, it } from '@jest/globals';
import { problem, useTestApp } from '../../../test/app.js';
import { ECHO, type GivenAccount } from '../../../test/given.js';

const changed = (text: string) => ({ ...ECHO, output: { text } });

describe('versions of a tool', () => {
  const app = useTestApp();
  let owner: GivenAccount;
  beforeAll(async () => void (owner = await app.given.account()));
  const path = (slug: string, rest = ''): string =>
    `/workspaces/${owner.workspace}/tools/${slug}${rest}`;
  const as = () => app.as(owner.token);
  const publish = (slug: string, body: object = {}) =>
    as().post(path(slug, '/versions')).send(body);
  const save = (slug: string, definition: object) =>
    as().put(path(slug, '/draft')).set('if-match', '*').send({ definition }).expect(200);

  it('are numbered from 1, keep their definition, and the newest is live', async () => {
    const slug = await app.given.tool(owner);
    const first = await publish(slug, { notes: '  First  ' }).expect(201);
    expect(first.body).toMatchObject({ number: 1, notes: 'First', isLive: true });
    await save(slug, changed('second'));
    const second = await publish(slug).expect(201);
    expect(second.body).toMatchObject({ number: 2, notes: '', isLive: true });
    const one = await as().get(path(slug, '/versions/1')).expect(200);
    expect(one.body).toMatchObject({ number: 1, isLive: false, definition: ECHO });
    const tool = await as().get(path(slug)).expect(200);
    expect(tool.body.liveVersion).toBe(2);
  });

  it('are listed newest first, in pages', async () => {
    const slug = await app.given.tool(owner);
    for (let count = 0; count < 3; count++) await publish(slug).expect(201);
    const page = await as().get(path(slug, '/versions?limit=2')).expect(200);
    expect(page.body.items.map(({ number }: { number: number }) => number)).toEqual([3, 2]);
    const rest = await as()
      .get(path(slug, `/versions?limit=2&cursor=${page.body.nextCursor}`))
      .expect(200);
    expect(rest.body.items.map(({ number }: { number: number }) => number)).toEqual([1]);
    expect(rest.body.nextCursor).toBeNull();
  });

  it('get different numbers when they are published at once', async () => {
    const slug = await app.given.tool(owner);
    const answers = await Promise.all(Array.from({ length: 5 }, () => publish(slug)));
    expect(answers.map(({ body }) => body.number).sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it('can be tied to the revision that was seen', async () => {
    const slug = await app.given.tool(owner);
    await save(slug, changed('two'));
    const stale = await publish(slug).set('if-match', '"1"').expect(problem(412, 'draft-changed'));
    expect(stale.body.currentRevision).toBe(2);
    await publish(slug).set('if-match', '"2"').expect(201);
  });

  it('can be rolled back, without touching the draft', async () => {
    const slug = await app.given.publishedTool(owner);
    await save(slug, changed('second'));
    await publish(slug).expect(201);
    const { body } = await as().put(path(slug, '/live')).send({ number: 1 }).expect(200);
    expect(body).toMatchObject({ number: 1, isLive: true });
    const tool = await as().get(path(slug)).expect(200);
    expect(tool.body).toMatchObject({ liveVersion: 1, draft: { definition: changed('second') } });
    await publish(slug)
      .expect(201)
      .expect(({ body: third }) => expect(third.number).toBe(3));
  });

  it('answers 404 for a number that does not exist and refuses what is none', async () => {
    const slug = await app.given.publishedTool(owner);
    await as().get(path(slug, '/versions/2')).expect(problem(404, 'not-found'));
    await as().get(path(slug, '/versions/x')).expect(problem(400, 'malformed-request'));
    await as().get(path(slug, '/versions/99999999999')).expect(problem(400, 'malformed-request'));
    await as().put(path(slug, '/live')).send({ number: 9 }).expect(problem(404, 'not-found'));
    for (const number of [0, 1.5, '1', null]) {
      await as()
        .put(path(slug, '/live'))
        .send({ number })
        .expect(problem(422, 'validation-failed'));
    }
    await publish(slug, { notes: 'a'.repeat(2001) }).expect(problem(422, 'validation-failed'));
    await as().post(path('nobody', '/versions')).expect(problem(404, 'not-found'));
  });
});
