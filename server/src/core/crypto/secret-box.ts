import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ConfigError } from '../config/config-error.js';

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The row that a secret belongs to. A secret copied into another row cannot be opened there. */
export interface SecretPlace {
  table: string;
  id: string;
  /** `null` for what belongs to the whole platform. */
  workspaceId: string | null;
}

/** A sealed secret that cannot be opened: another key, another row, or changed data. */
export class SecretUnreadable extends Error {}

/**
 * Encrypts secrets for the database: AES-256-GCM, `v1.<key id>.<nonce, tag and ciphertext>`. The
 * first key seals, every key opens, so that a key is replaced by putting a new one in front.
 */
export class SecretBox {
  private readonly keys: ReadonlyMap<string, Buffer>;
  /** Id of the key that seals. */
  readonly currentKeyId: string;

  /** @param entries ENCRYPTION_KEYS: `id:base64 of 32 bytes`, at least one. */
  constructor(entries: readonly string[]) {
    const pairs = entries.map((entry): [string, Buffer] => {
      const colon = entry.indexOf(':');
      return [entry.slice(0, colon), Buffer.from(entry.slice(colon + 1), 'base64')];
    });
    this.keys = new Map(pairs);
    if (this.keys.size !== pairs.length)
      throw new ConfigError('ENCRYPTION_KEYS is wrong: two keys have the same id.');
    this.currentKeyId = pairs[0]?.[0] as string;
  }

  hasKey(keyId: string): boolean {
    return this.keys.has(keyId);
  }

  /** Encrypts a text for one row. */
  seal(text: string, place: SecretPlace): string {
    const nonce = randomBytes(NONCE_BYTES);
    const key = this.keys.get(this.currentKeyId) as Buffer;
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(boundTo(this.currentKeyId, place));
    const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    const sealed = Buffer.concat([nonce, cipher.getAuthTag(), data]).toString('base64url');
    return `${VERSION}.${this.currentKeyId}.${sealed}`;
  }

  /**
   * Decrypts what `seal` made for the same row.
   * @throws SecretUnreadable
   */
  open(sealed: string, place: SecretPlace): string {
    const [version, keyId = '', data = '', rest] = sealed.split('.');
    const bytes = Buffer.from(data, 'base64url');
    if (version !== VERSION || rest !== undefined || bytes.length < NONCE_BYTES + TAG_BYTES) {
      throw new SecretUnreadable('This is not a sealed secret.');
    }
    const key = this.keys.get(keyId);
    if (!key) throw new SecretUnreadable(`The key "${keyId}" is missing in ENCRYPTION_KEYS.`);
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(boundTo(keyId, place));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      const text = Buffer.concat([
        decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
        decipher.final(),
      ]);
      return text.toString('utf8');
    } catch (cause) {
      throw new SecretUnreadable('The secret was sealed with another key or for another row.', {
        cause,
      });
    }
  }

  /** True when another key than the current one sealed it. */
  isOutdated(sealed: string): boolean {
    return !sealed.startsWith(`${VERSION}.${this.currentKeyId}.`);
  }
}

/** An array in JSON has one reading only, whatever the parts contain. */
const boundTo = (keyId: string, { table, id, workspaceId }: SecretPlace): Buffer =>
  Buffer.from(JSON.stringify([VERSION, keyId, table, id, workspaceId]), 'utf8');
