import { describe, expect, it } from '@jest/globals';
import { problem, useTestApp } from '../../../test/app.js';
import { ECHO } from '../../../test/given.js';

describe('tools', () => {
  const app = useTestApp();
  it('creates', async () => {
    const owner = await app.given.account();
    const slug = await app.given.publishedTool(owner);
    const key = await app.given.apiKey(owner, { scopes: ['tools:read'] });
    const { body } = await app
      .as(key)
      .get(`/workspaces/${owner.workspace}/tools/${slug}`)
      .expect(200);
    console.log(JSON.stringify(body));
  });
});
