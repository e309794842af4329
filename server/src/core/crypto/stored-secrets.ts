import type { SecretBox } from './secret-box.js';

/** Sealed secrets are in columns of this name, in tables with an `id` (and a `workspace_id`). */
export const SEALED_PREFIX = 'sealed_';

/** A connection to the database, or a transaction. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export interface StoredSecret {
  table: string;
  column: string;
  id: string;
  workspaceId: string | null;
  sealed: string;
}

/** A secret that the present keys do not open. */
export interface UnreadableSecret extends StoredSecret {
  reason: string;
}

/** All sealed secrets of a database, with the canaries that prove the keys. */
export async function storedSecrets(db: Queryable): Promise<StoredSecret[]> {
  const { rows: columns } = await db.query(
    `SELECT c.table_name AS table, c.column_name AS column,
            EXISTS (SELECT 1 FROM information_schema.columns w
                     WHERE (w.table_schema, w.table_name) = (c.table_schema, c.table_name)
                       AND w.column_name = 'workspace_id') AS tenant
       FROM information_schema.columns c
      WHERE c.table_schema = 'public' AND starts_with(c.column_name, $1) ORDER BY 1, 2`,
    [SEALED_PREFIX],
  );
  const found: StoredSecret[] = [];
  for (const { table, column, tenant } of columns as {
    table: string;
    column: string;
    tenant: boolean;
  }[]) {
    const { rows } = await db.query(
      `SELECT id::text, ${tenant ? 'workspace_id::text' : 'NULL'} AS "workspaceId", "${column}" AS sealed
         FROM "${table}" WHERE "${column}" IS NOT NULL ORDER BY id`,
    );
    for (const row of rows as Pick<StoredSecret, 'id' | 'workspaceId' | 'sealed'>[])
      found.push({ table, column, ...row });
  }
  const { rows: canaries } = await db.query(
    'SELECT key_id AS id, sealed FROM encryption_canaries ORDER BY 1',
  );
  for (const row of canaries as Pick<StoredSecret, 'id' | 'sealed'>[])
    found.push({ table: 'encryption_canaries', column: 'sealed', workspaceId: null, ...row });
  return found;
}

/** Those that cannot be opened, with the reason. */
export function unreadableSecrets(secrets: StoredSecret[], box: SecretBox): UnreadableSecret[] {
  return secrets.flatMap((secret) => {
    try {
      box.open(secret.sealed, secret);
      return [];
    } catch (error) {
      return [{ ...secret, reason: (error as Error).message }];
    }
  });
}

/** Empties them, so that their owners can enter them again. Call it in a transaction. */
export async function forgetSecrets(db: Queryable, secrets: StoredSecret[]): Promise<void> {
  for (const { table, column, id } of secrets) {
    if (table === 'encryption_canaries')
      await db.query('DELETE FROM encryption_canaries WHERE key_id = $1', [id]);
    else await db.query(`UPDATE "${table}" SET "${column}" = NULL WHERE id = $1`, [id]);
  }
}
