import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ConfigError } from '../config/config.js';
import { Database } from '../db/database.js';
import { SecretBox } from './secret-box.js';
import { SEALED_PREFIX } from './stored-secrets.js';

/** A column of sealed secrets, in a table with `id` and `workspace_id`. */
export interface SealedColumn {
  table: string;
  column: string;
}

const BATCH = 200;
const CANARY = 'the key fits';

/**
 * Keeps what is sealed in the database and the keys of the configuration together: at start a
 * canary per key proves that the keys are the right ones, and secrets of older keys are sealed anew
 * with the current one.
 *
 * To replace a key: add the new one behind the old one everywhere, then put it in front; when the
 * log says that no secret uses the old key any more, remove it.
 */
@Injectable()
export class SealedColumns implements OnApplicationBootstrap {
  private readonly logger = new Logger(SealedColumns.name);
  private readonly columns: SealedColumn[] = [];

  constructor(
    private readonly db: Database,
    private readonly box: SecretBox,
  ) {}

  /** Names a column, so that its secrets follow a change of keys. Call it in `onModuleInit`. */
  add(column: SealedColumn): void {
    if (!column.column.startsWith(SEALED_PREFIX))
      throw new Error(
        `A column of sealed secrets is named ${SEALED_PREFIX}…, not ${column.column}.`,
      );
    this.columns.push(column);
  }

  async onApplicationBootstrap(): Promise<void> {
    const keyIds = await this.checkCanaries();
    if (keyIds.some((keyId) => keyId !== this.box.currentKeyId)) await this.rotate();
  }

  /** Seals everything with the current key; how many secrets changed. Safe to run twice at once. */
  async rotate(): Promise<number> {
    let changed = 0;
    for (const column of this.columns) {
      for (let batch = BATCH; batch === BATCH; changed += batch)
        batch = await this.rotateBatch(column);
    }
    const { rows } = await this.db.query<{ key_id: string }>(
      'DELETE FROM encryption_canaries WHERE key_id <> $1 RETURNING key_id',
      [this.box.currentKeyId],
    );
    const retired = rows.map((row) => row.key_id).join(', ');
    this.logger.log(
      `${changed} secrets were sealed anew; ENCRYPTION_KEYS can do without: ${retired || 'none'}.`,
    );
    return changed;
  }

  private rotateBatch({ table, column }: SealedColumn): Promise<number> {
    return this.db.transaction(async (client) => {
      const { rows } = await client.query<{
        id: string;
        workspace_id: string | null;
        sealed: string;
      }>(
        `SELECT id, workspace_id, ${column} AS sealed FROM ${table}
          WHERE ${column} IS NOT NULL AND NOT starts_with(${column}, $1) ORDER BY id LIMIT ${BATCH} FOR UPDATE`,
        [`v1.${this.box.currentKeyId}.`],
      );
      for (const { id, workspace_id: workspaceId, sealed } of rows) {
        const place = { table, id, workspaceId };
        const anew = this.box.seal(this.box.open(sealed, place), place);
        await client.query(`UPDATE ${table} SET ${column} = $2 WHERE id = $1`, [id, anew]);
      }
      return rows.length;
    });
  }

  /** Ids of the keys that sealed something. */
  private async checkCanaries(): Promise<string[]> {
    const { rows } = await this.db.query<{ key_id: string; sealed: string }>(
      'SELECT key_id, sealed FROM encryption_canaries',
    );
    for (const { key_id: keyId, sealed } of rows) {
      if (!this.box.hasKey(keyId)) {
        throw new ConfigError(
          `ENCRYPTION_KEYS lacks the key "${keyId}", which stored secrets need. Put it back at the end of the list. ` +
            'Is it lost for good? See docs/runbooks/lost-key.md.',
        );
      }
      if (!this.fits(sealed, keyId)) {
        throw new ConfigError(
          `ENCRYPTION_KEYS has another key under the id "${keyId}" than the one that sealed the stored secrets. ` +
            'Put the right key back; a new key needs an id of its own.',
        );
      }
    }
    await this.db.query(
      'INSERT INTO encryption_canaries (key_id, sealed) VALUES ($1, $2) ON CONFLICT (key_id) DO NOTHING',
      [this.box.currentKeyId, this.box.seal(CANARY, placeOf(this.box.currentKeyId))],
    );
    return rows.map((row) => row.key_id);
  }

  private fits(sealed: string, keyId: string): boolean {
    try {
      return this.box.open(sealed, placeOf(keyId)) === CANARY;
    } catch {
      return false;
    }
  }
}

const placeOf = (keyId: string) => ({ table: 'encryption_canaries', id: keyId, workspaceId: null });
