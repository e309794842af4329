import { describe, expect, it } from '@jest/globals';
import { useTestApp } from '../../../test/app.js';
import { newId } from '../ids.js';
import { SealedColumns } from './sealed-columns.js';
import { SecretBox } from './secret-box.js';

const key = (id: string, fill: number): string =>
  `${id}:${Buffer.alloc(32, fill).toString('base64')}`;
const keys = (...list: string[]) => ({ ENCRYPTION_KEYS: list.join(',') });
const OLD = key('old', 1);
const NEW = key('new', 2);

describe('the keys of ENCRYPTION_KEYS', () => {
  const app = useTestApp(keys(OLD));

  /** A platform's provider with this secret; its id. */
  const store = async (secret: string): Promise<string> => {
    const id = newId();
    const sealed = app.nest
      .get(SecretBox)
      .seal(secret, { table: 'providers', id, workspaceId: null });
    await app.db.query(
      `INSERT INTO providers (id, slug, kind, name, base_url, sealed_api_key, models)
       VALUES ($1::uuid, $1::text, 'anthropic', 'Test', 'http://127.0.0.1', $2, '[]')`,
      [id, sealed],
    );
    return id;
  };
  const stored = async (id: string): Promise<string> => {
    const { rows } = await app.db.query<{ sealed: string }>(
      'SELECT sealed_api_key AS sealed FROM providers WHERE id = $1',
      [id],
    );
    return rows[0]?.sealed as string;
  };
  const canaries = async (): Promise<string[]> =>
    (
      await app.db.query<{ id: string }>('SELECT key_id AS id FROM encryption_canaries ORDER BY 1')
    ).rows.map(({ id }) => id);
  /** The message of a start that must not succeed; afterwards the server runs with good keys again. */
  const refusal = async (bad: string[], good: string[]): Promise<string> => {
    const error: unknown = await app.restart(keys(...bad)).then(
      () => new Error('it started'),
      (reason: unknown) => reason,
    );
    await app.nest.close().catch(() => undefined);
    await app.restart(keys(...good));
    return (error as Error).message;
  };

  it('are proven by a canary: another key of the same id, and a missing key, stop the start', async () => {
    expect(await canaries()).toEqual(['old']);
    const other = await refusal([key('old', 9)], [OLD]);
    expect(other).toContain('ENCRYPTION_KEYS has another key under the id "old"');
    expect(other).not.toContain(Buffer.alloc(32, 9).toString('base64'));
    expect(await refusal([NEW], [OLD])).toContain('ENCRYPTION_KEYS lacks the key "old"');
    expect(await canaries()).toEqual(['old']);
  });

  it('change by putting a new one in front: secrets follow at the start, then the old one can go', async () => {
    const ids = [];
    for (let number = 0; number < 450; number++) ids.push(await store(`secret ${number}`));
    expect(await stored(ids[0] as string)).toMatch(/^v1\.old\./);

    await app.restart(keys(NEW, OLD));
    expect(await canaries()).toEqual(['new']);
    for (const [number, id] of ids.entries()) {
      const sealed = await stored(id);
      expect(sealed).toMatch(/^v1\.new\./);
      expect(
        app.nest.get(SecretBox).open(sealed, { table: 'providers', id, workspaceId: null }),
      ).toBe(`secret ${number}`);
    }

    await app.restart(keys(NEW));
    expect(await app.nest.get(SealedColumns).rotate()).toBe(0);
  });
});
