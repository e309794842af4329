import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { problem, useTestApp } from '../../../test/app.js';
import { ECHO, type GivenAccount } from '../../../test/given.js';
import { Bus } from '../../core/bus/bus.js';
import { liveKey, ToolsService } from './tools.service.js';

const changed = (text: string) => ({ ...ECHO, output: { text } });

describe('tools as the other slices get them', () => {
  const app = useTestApp();
  let owner: GivenAccount;
  let workspaceId: string;
  const tools = (): ToolsService => app.nest.get(ToolsService);
  beforeAll(async () => {
    owner = await app.given.account();
    const { body } = await app.as(owner.token).get('/me').expect(200);
    workspaceId = body.workspaces[0].id;
  });
  const path = (slug: string, rest = ''): string =>
    `/workspaces/${owner.workspace}/tools/${slug}${rest}`;
  const as = () => app.as(owner.token);
  const save = (slug: string, definition: object) =>
    as().put(path(slug, '/draft')).set('if-match', '*').send({ definition }).expect(200);
  const liveOutput = async (slug: string) =>
    (await tools().getLive(workspaceId, slug)).plan.definition.output;

  it('asks the database once for a live version, however many call at the same time', async () => {
    const slug = await app.given.publishedTool(owner);
    const query = jest.spyOn(app.db, 'query');
    const [first, ...rest] = await Promise.all(
      Array.from({ length: 50 }, () => tools().getLive(workspaceId, slug)),
    );
    expect(first).toMatchObject({ toolSlug: slug, versionNumber: 1, workspaceId });
    expect(rest.every((version) => version === first)).toBe(true);
    await tools().getLive(workspaceId, slug);
    expect(query.mock.calls.length).toBe(1);
    query.mockRestore();
  });

  it('has the new version as soon as it is published, rolled back or renamed', async () => {
    const slug = await app.given.publishedTool(owner);
    expect(await liveOutput(slug)).toEqual(ECHO.output);
    await save(slug, changed('two'));
    expect(await liveOutput(slug)).toEqual(ECHO.output);
    await as().post(path(slug, '/versions')).expect(201);
    expect(await liveOutput(slug)).toEqual({ text: 'two' });
    await as().put(path(slug, '/live')).send({ number: 1 }).expect(200);
    expect(await liveOutput(slug)).toEqual(ECHO.output);
    await as()
      .patch(path(slug))
      .send({ slug: `${slug}-b` })
      .expect(200);
    await expect(tools().getLive(workspaceId, slug)).rejects.toMatchObject({ code: 'not-found' });
    expect((await tools().getLive(workspaceId, `${slug}-b`)).toolSlug).toBe(`${slug}-b`);
  });

  it('gives nothing for an archived tool until it is restored', async () => {
    const slug = await app.given.publishedTool(owner);
    await tools().getLive(workspaceId, slug);
    await as().delete(path(slug)).expect(204);
    await expect(tools().getLive(workspaceId, slug)).rejects.toMatchObject({ code: 'not-found' });
    await expect(tools().getDraft(workspaceId, slug)).rejects.toMatchObject({
      code: 'tool-archived',
    });
    await as().post(path(slug, '/restore')).expect(200);
    expect((await tools().getLive(workspaceId, slug)).versionNumber).toBe(1);
  });

  it('tells a tool that was not published from one that does not exist', async () => {
    const slug = await app.given.tool(owner);
    await expect(tools().getLive(workspaceId, slug)).rejects.toMatchObject({
      code: 'tool-not-published',
    });
    await expect(tools().getLive(workspaceId, 'nobody')).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(tools().getDraft(workspaceId, 'nobody')).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('follows changes that another process made', async () => {
    const slug = await app.given.publishedTool(owner);
    const before = await tools().getLive(workspaceId, slug);
    await app.db.query(`UPDATE tools SET live_version_id = NULL WHERE slug = $1`, [slug]);
    expect(await tools().getLive(workspaceId, slug)).toBe(before);
    const heard = new Promise<void>((resolve) => {
      const stop = app.nest.get(Bus).on('cache.dropped', (key) => {
        if (key !== liveKey(workspaceId, slug)) return;
        stop();
        resolve();
      });
    });
    await app.db.query('SELECT pg_notify($1, $2)', [
      'apm_bus',
      JSON.stringify(['cache.dropped', liveKey(workspaceId, slug)]),
    ]);
    await heard;
    await expect(tools().getLive(workspaceId, slug)).rejects.toMatchObject({
      code: 'tool-not-published',
    });
  });

  it('keeps the draft that a run began with, once per content', async () => {
    const slug = await app.given.tool(owner);
    const first = await tools().getDraft(workspaceId, slug);
    expect(first.versionNumber).toBeNull();
    const again = await Promise.all([1, 2, 3].map(() => tools().getDraft(workspaceId, slug)));
    expect(again.map(({ versionId }) => versionId)).toEqual(Array(3).fill(first.versionId));
    await save(slug, changed('two'));
    const second = await tools().getDraft(workspaceId, slug);
    expect(second.versionId).not.toBe(first.versionId);
    tools().drop('*');
    const resumed = await tools().getVersionById(workspaceId, first.versionId);
    expect(resumed.plan.definition).toEqual(ECHO);
  });

  it('lists no snapshots of drafts among the versions', async () => {
    const slug = await app.given.tool(owner);
    await tools().getDraft(workspaceId, slug);
    const { body } = await as().get(path(slug, '/versions')).expect(200);
    expect(body.items).toEqual([]);
    await as().get(path(slug, '/versions/1')).expect(problem(404, 'not-found'));
  });

  it('gives no version of another workspace, also when it is in memory', async () => {
    const slug = await app.given.publishedTool(owner);
    const { versionId } = await tools().getLive(workspaceId, slug);
    const other = await app.given.account();
    const { body } = await app.as(other.token).get('/me').expect(200);
    const otherId = body.workspaces[0].id as string;
    await tools().getVersionById(workspaceId, versionId);
    await expect(tools().getVersionById(otherId, versionId)).rejects.toMatchObject({
      code: 'not-found',
    });
    tools().drop('*');
    await expect(tools().getVersionById(otherId, versionId)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await tools().findIds(otherId, [slug])).toEqual(new Map());
  });
});
