import { createHash, randomBytes } from 'node:crypto';
import { API_KEY_PREFIX } from '../../core/auth/ports.js';

const SECRET = new RegExp(`^${API_KEY_PREFIX}[A-Za-z0-9_-]{43}$`);

/** `apm_` and 256 random bits: too many to guess, so a plain fast hash of it is safe to store. */
export function newSecret(): string {
  return `${API_KEY_PREFIX}${randomBytes(32).toString('base64url')}`;
}

/** What is stored and looked for instead of the secret. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** True for what could be a key at all; the rest needs no look into the database. */
export function looksLikeSecret(text: string): boolean {
  return SECRET.test(text);
}

/** The part of a secret that lists show: `apm_` and eight characters. */
export function prefixOf(secret: string): string {
  return secret.slice(0, API_KEY_PREFIX.length + 8);
}
