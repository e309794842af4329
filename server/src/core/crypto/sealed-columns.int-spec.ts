import { describe, expect, it } from '@jest/globals';
import { useTestApp } from '../../../test/app.js';
import { newId } from '../ids.js';
import { SealedColumns } from './sealed-columns.js';
import { SecretBox } from './secret-box.js';
import { forgetSecrets, storedSecrets, unreadableSecrets } from './stored-secrets.js';

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
    const lacking = await refusal([NEW], [OLD]);
    expect(lacking).toContain('ENCRYPTION_KEYS lacks the key "old"');
    expect(lacking).toContain('docs/runbooks/lost-key.md');
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

  it('that are lost cost the secrets that they sealed, and no other', async () => {
    await app.restart(keys(NEW));
    const kept = await store('kept');
    await app.restart(keys(OLD, NEW)); // the old one seals again
    await app.restart(keys(NEW, OLD));
    const box = new SecretBox([key('gone', 3)]);
    const lost = newId();
    await app.db.query(
      `INSERT INTO providers (id, slug, kind, name, base_url, sealed_api_key, models)
       VALUES ($1::uuid, $1::text, 'anthropic', 'Test', 'http://127.0.0.1', $2, '[]')`,
      [lost, box.seal('lost', { table: 'providers', id: lost, workspaceId: null })],
    );
    await app.db.query(`INSERT INTO encryption_canaries (key_id, sealed) VALUES ('gone', $1)`, [
      box.seal('the key fits', { table: 'encryption_canaries', id: 'gone', workspaceId: null }),
    ]);
    const present = new SecretBox([NEW]);
    const unreadable = unreadableSecrets(await storedSecrets(app.db), present);
    expect(unreadable.map(({ table, id }) => [table, id])).toEqual([
      ['providers', lost],
      ['encryption_canaries', 'gone'],
    ]);
    await app.db.transaction((client) => forgetSecrets(client, unreadable));
    expect(await stored(lost)).toBeNull();
    expect(
      present.open(await stored(kept), { table: 'providers', id: kept, workspaceId: null }),
    ).toBe('kept');
    await app.restart(keys(NEW));
  });

  it('seal columns that can be emptied, and whose names say what they are', async () => {
    const { rows } = await app.db.query<{ name: string; nullable: string }>(
      `SELECT table_name || '.' || column_name AS name, is_nullable AS nullable
         FROM information_schema.columns WHERE table_schema = 'public' AND column_name LIKE 'sealed\\_%'`,
    );
    expect(rows).toContainEqual({ name: 'providers.sealed_api_key', nullable: 'YES' });
    expect(rows.filter(({ nullable }) => nullable !== 'YES')).toEqual([]);
    const columns = app.nest.get(SealedColumns);
    expect(() => columns.add({ table: 'providers', column: 'secret' })).toThrow('is named sealed_');
  });
});
