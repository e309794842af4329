import { expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { useTestApp } from './app.js';
import { Tool } from '../src/features/tools/tool.entity.js';
import { ofWorkspace } from '../src/core/db/tenant.js';

const app = useTestApp();

it('sees and changes the rows of its workspace only', async () => {
  const [ada, bob] = [await app.given.account(), await app.given.account()];
  const slug = await app.given.tool(ada);
  const { manager } = app.nest.get(DataSource);
  const { rows } = await app.db.query<{ id: string }>('SELECT id FROM workspaces WHERE slug = $1', [
    bob.workspace,
  ]);
  const foreign = ofWorkspace(manager, Tool, rows[0]?.id as string);
  expect(await foreign.findOne({ slug })).toBeNull();
  expect(await foreign.count()).toBe(0);
  expect(await foreign.update({ slug }, { name: 'Stolen' })).toBe(0);
  expect(await foreign.delete({ slug })).toBe(0);
});

it('refuses to work without a workspace, and with a filter that has no value', async () => {
  const { manager } = app.nest.get(DataSource);
  expect(() => ofWorkspace(manager, Tool, '')).toThrow('needs a workspace id');
  expect(() => ofWorkspace(manager, Tool, undefined as never)).toThrow('needs a workspace id');
  const tools = ofWorkspace(manager, Tool, '01a20045-ef09-7404-ac04-6e2458d938ee');
  await expect(tools.findOne({ slug: undefined as never })).rejects.toThrow();
});
