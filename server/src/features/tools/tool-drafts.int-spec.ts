import { beforeAll, describe, expect, it } from '@jest/globals';
import { problem, useTestApp } from '../../../test/app.js';
import { ECHO, type GivenAccount } from '../../../test/given.js';

const BROKEN = { ...ECHO, output: { text: '{{ steps.nobody }}' } };
const changed = (text: string) => ({ ...ECHO, output: { text } });

describe('the draft of a tool', () => {
  const app = useTestApp();
  let owner: GivenAccount;
  beforeAll(async () => void (owner = await app.given.account()));
  const path = (slug: string, rest = ''): string =>
    `/workspaces/${owner.workspace}/tools/${slug}${rest}`;
  const save = (slug: string, definition: object, ifMatch?: string) => {
    const put = app.as(owner.token).put(path(slug, '/draft'));
    return (ifMatch === undefined ? put : put.set('if-match', ifMatch)).send({ definition });
  };

  it('is saved over the revision that was read', async () => {
    const slug = await app.given.tool(owner);
    const { body, headers } = await save(slug, changed('one'), '1').expect(200);
    expect(body).toMatchObject({ definition: changed('one'), revision: 2 });
    expect(headers.etag).toBe('"2"');
    await save(slug, changed('two'), '"2"').expect(200);
    await save(slug, changed('three'), 'W/"3"').expect(200);
    await save(slug, changed('four'), '*').expect(200);
    const tool = await app.as(owner.token).get(path(slug)).expect(200);
    expect(tool.headers.etag).toBe('"5"');
    expect(tool.body.draft).toMatchObject({ definition: changed('four'), revision: 5 });
  });

  it('asks for If-Match', async () => {
    const slug = await app.given.tool(owner);
    await save(slug, ECHO).expect(problem(428, 'if-match-missing'));
    await save(slug, ECHO, ' ').expect(problem(428, 'if-match-missing'));
  });

  it('refuses a stale revision, says the current one, and keeps what is there', async () => {
    const slug = await app.given.tool(owner);
    await save(slug, changed('mine'), '1').expect(200);
    const { body } = await save(slug, changed('late'), '1').expect(problem(412, 'draft-changed'));
    expect(body.currentRevision).toBe(2);
    await save(slug, changed('late'), 'rubbish').expect(problem(412, 'draft-changed'));
    const tool = await app.as(owner.token).get(path(slug)).expect(200);
    expect(tool.body.draft.definition).toEqual(changed('mine'));
  });

  it('lets one of many who save at once win', async () => {
    const slug = await app.given.tool(owner);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => save(slug, changed(`writer ${index}`), '1')),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(7);
    const tool = await app.as(owner.token).get(path(slug)).expect(200);
    expect(tool.body.draft).toMatchObject({ revision: 2, definition: won[0]?.body.definition });
  });

  it('refuses a definition that does not compile', async () => {
    const slug = await app.given.tool(owner);
    const { body } = await save(slug, BROKEN, '1').expect(problem(422, 'definition-invalid'));
    expect(body.errors[0].pointer).toBe('#/definition/output/text');
    await save(slug, [] as object, '1').expect(problem(422, 'validation-failed'));
  });

  it('tells a change that was not published yet', async () => {
    const slug = await app.given.publishedTool(owner);
    const isChanged = async (): Promise<boolean> =>
      (await app.as(owner.token).get(path(slug))).body.hasUnpublishedChanges;
    expect(await isChanged()).toBe(false);
    await save(slug, changed('other'), '1').expect(200);
    expect(await isChanged()).toBe(true);
    await save(slug, ECHO, '2').expect(200);
    expect(await isChanged()).toBe(false);
  });

  describe('POST …/draft/check', () => {
    const check = (slug: string, definition: object) =>
      app.as(owner.token).post(path(slug, '/draft/check')).send({ definition }).expect(200);

    it('shows the plan of a definition without saving it', async () => {
      const slug = await app.given.tool(owner);
      const steps = [
        { id: 'b', kind: 'transform', with: { value: '{{ steps.a }}' } },
        { id: 'a', kind: 'http', with: { url: 'https://example.com' } },
      ];
      const { body } = await check(slug, { ...ECHO, steps, output: '{{ steps.b }}' });
      expect(body).toEqual({
        faults: [],
        plan: {
          steps: [
            { id: 'a', kind: 'http', needs: [] },
            { id: 'b', kind: 'transform', needs: ['a'] },
          ],
          pure: false,
          needsProvider: false,
        },
      });
      const tool = await app.as(owner.token).get(path(slug)).expect(200);
      expect(tool.body.draft).toMatchObject({ definition: ECHO, revision: 1 });
    });

    it('names faults by their place in the definition', async () => {
      const { body } = await check(await app.given.tool(owner), BROKEN);
      expect(body.plan).toBeNull();
      expect(body.faults[0].pointer).toBe('#/output/text');
    });
  });
});
