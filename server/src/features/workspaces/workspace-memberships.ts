import { Injectable } from '@nestjs/common';
import { Memberships } from '../../core/auth/ports.js';
import type { Member, Principal, WorkspaceRole } from '../../core/auth/principal.js';
import { Bus } from '../../core/bus/bus.js';
import { LocalCache } from '../../core/cache/local-cache.js';
import { LocalCacheMetrics } from '../../core/cache/local-cache-metrics.js';
import { Database } from '../../core/db/database.js';
import { SLUG } from './slug.js';

const TTL_MS = 30_000;

/**
 * Who belongs where, asked on every request: answered from memory. A change of a role takes effect
 * at once here and, through the bus, within moments on the other processes.
 */
@Injectable()
export class WorkspaceMemberships extends Memberships {
  private readonly roles = new LocalCache<WorkspaceRole | null>({
    maxWeight: 50_000,
    ttlMs: TTL_MS,
  });
  /** Slugs and ids of workspaces never change, so these copies need not be dropped. */
  private readonly ids = new LocalCache<string | null>({ maxWeight: 10_000, ttlMs: TTL_MS });
  private readonly slugs = new LocalCache<string | null>({ maxWeight: 10_000, ttlMs: TTL_MS });

  constructor(
    private readonly db: Database,
    private readonly bus: Bus,
    caches: LocalCacheMetrics,
  ) {
    super();
    caches.watch('memberships', this.roles);
    caches.watch('workspaces', this.ids);
    bus.on('cache.dropped', (key) => (key === '*' ? this.roles.clear() : this.roles.drop(key)));
  }

  async findBySlug(principal: Principal, workspaceSlug: string): Promise<Member | null> {
    if (principal.kind === 'api-key')
      return memberOfKey(principal, principal.workspaceSlug === workspaceSlug);
    const workspaceId = await this.idOf(workspaceSlug);
    return workspaceId === null ? null : this.memberOfUser(principal, workspaceId, workspaceSlug);
  }

  async findById(principal: Principal, workspaceId: string): Promise<Member | null> {
    if (principal.kind === 'api-key')
      return memberOfKey(principal, principal.workspaceId === workspaceId);
    const slug = await this.slugs.get(workspaceId, () =>
      this.findOne(
        'SELECT slug AS value FROM workspaces WHERE id = $1',
        [workspaceId],
        'workspace_slug',
      ),
    );
    return slug === null ? null : this.memberOfUser(principal, workspaceId, slug);
  }

  /** To be called after the commit of every change to a membership. */
  async changed(workspaceId: string, userId: string): Promise<void> {
    const key = keyOf(workspaceId, userId);
    this.roles.drop(key);
    await this.bus.publish('cache.dropped', key);
  }

  private async idOf(slug: string): Promise<string | null> {
    if (!SLUG.test(slug)) return null; // no row can have it
    const id = await this.ids.get(slug, () =>
      this.findOne('SELECT id AS value FROM workspaces WHERE slug = $1', [slug], 'workspace_id'),
    );
    if (id === null) this.ids.drop(slug); // it may be made at any moment
    return id;
  }

  private async memberOfUser(
    principal: Extract<Principal, { kind: 'user' }>,
    workspaceId: string,
    workspaceSlug: string,
  ): Promise<Member | null> {
    const role = await this.roles.get(keyOf(workspaceId, principal.userId), () =>
      this.findOne<WorkspaceRole>(
        'SELECT role AS value FROM workspace_members WHERE workspace_id = $1 AND user_id = $2',
        [workspaceId, principal.userId],
        'workspace_role',
      ),
    );
    return role === null ? null : { workspaceId, workspaceSlug, role, principal };
  }

  private async findOne<Value extends string>(
    text: string,
    values: string[],
    name: string,
  ): Promise<Value | null> {
    const { rows } = await this.db.query<{ value: Value }>(text, values, name);
    return rows[0]?.value ?? null;
  }
}

const keyOf = (workspaceId: string, userId: string): string => `member:${workspaceId}:${userId}`;

const memberOfKey = (
  principal: Extract<Principal, { kind: 'api-key' }>,
  isItsOwn: boolean,
): Member | null =>
  isItsOwn
    ? {
        workspaceId: principal.workspaceId,
        workspaceSlug: principal.workspaceSlug,
        role: null,
        principal,
      }
    : null;
