import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ApiKeyAuthenticator } from '../../core/auth/ports.js';
import type { ApiKeyPrincipal } from '../../core/auth/principal.js';
import { Bus } from '../../core/bus/bus.js';
import { LocalCache } from '../../core/cache/local-cache.js';
import { LocalCacheMetrics } from '../../core/cache/local-cache-metrics.js';
import { Clock } from '../../core/clock.js';
import { Database } from '../../core/db/database.js';
import { hashSecret, looksLikeSecret } from './api-key-secret.js';
import { ApiKeyUse } from './api-key-use.js';
import { ApiKeyExpired } from './api-keys.errors.js';

interface KnownKey {
  principal: ApiKeyPrincipal;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

/** A revocation is announced; this bounds what a lost announcement can do. */
const TTL_MS = 30_000;

/** Name of a key in `cache.dropped` messages. */
export const keyName = (secretHash: string): string => `api-key:${secretHash}`;

/** Turns a secret into its principal, on every request of every program: mostly from memory. */
@Injectable()
export class ApiKeyLookup extends ApiKeyAuthenticator implements OnModuleDestroy {
  private readonly known = new LocalCache<KnownKey | null>({ maxWeight: 50_000, ttlMs: TTL_MS });
  /** Apart from the others, so that somebody who tries many keys does not push out those in use. */
  private readonly unknown = new LocalCache<true>({ maxWeight: 10_000, ttlMs: TTL_MS });
  private readonly unsubscribe: () => void;

  constructor(
    private readonly db: Database,
    private readonly use: ApiKeyUse,
    private readonly clock: Clock,
    bus: Bus,
    caches: LocalCacheMetrics,
  ) {
    super();
    caches.watch('api-keys', this.known);
    this.unsubscribe = bus.on('cache.dropped', (key) => this.drop(key));
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  /** `null` for a key that is unknown or revoked. @throws ApiKeyExpired */
  async authenticate(secret: string): Promise<ApiKeyPrincipal | null> {
    if (!looksLikeSecret(secret)) return null;
    const name = keyName(hashSecret(secret));
    const key = this.known.peek(name) ?? (await this.load(name));
    if (!key) return null;
    const now = this.clock.now();
    if (key.expiresAt && key.expiresAt <= now) throw new ApiKeyExpired(key.expiresAt);
    if (this.use.note(key.principal.keyId, key.lastUsedAt, now)) key.lastUsedAt = now;
    return key.principal;
  }

  /** Forgets a key (`api-key:<hash>`), or all (`*`). */
  drop(name: string): void {
    if (name === '*') this.known.clear();
    else this.known.drop(name);
  }

  private async load(name: string): Promise<KnownKey | null> {
    if (this.unknown.peek(name)) return null;
    const key = await this.known.get(name, () => this.find(name.slice(keyName('').length)));
    if (key) return key;
    this.known.drop(name);
    this.unknown.set(name, true);
    return null;
  }

  private async find(secretHash: string): Promise<KnownKey | null> {
    const { rows } = await this.db.query<
      Omit<ApiKeyPrincipal, 'kind'> & { expiresAt: Date | null; lastUsedAt: Date | null }
    >(
      `SELECT key.id AS "keyId", key.workspace_id AS "workspaceId", workspace.slug AS "workspaceSlug",
         key.scopes, key.tool_ids AS "toolIds", key.expires_at AS "expiresAt", key.last_used_at AS "lastUsedAt"
       FROM api_keys key JOIN workspaces workspace ON workspace.id = key.workspace_id
       WHERE key.secret_hash = $1 AND key.revoked_at IS NULL`,
      [secretHash],
      'api-key-by-secret',
    );
    const row = rows[0];
    if (!row) return null;
    const { expiresAt, lastUsedAt, ...rest } = row;
    return { principal: { kind: 'api-key', ...rest }, expiresAt, lastUsedAt };
  }
}
