import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Bus } from '../../core/bus/bus.js';
import { LocalCache } from '../../core/cache/local-cache.js';
import { LocalCacheMetrics } from '../../core/cache/local-cache-metrics.js';
import { clientOf, Database } from '../../core/db/database.js';
import { NotFound } from '../../core/errors/domain-error.js';
import { compileDefinition } from '../../engine/plan.js';
import { contentHash } from './content-hash.js';
import { ToolArchived, ToolNotPublished, VersionUnusable } from './tools.errors.js';
import type { RunnableVersion } from './runnable-version.types.js';
import {
  findIdsBySlug,
  findLiveVersion,
  findSlugsById,
  findToolWithDraft,
  findVersionById,
  snapshotDraft,
  type VersionRow,
} from './tools.queries.js';

/** Characters of definitions whose compiled plans are kept; a plan is a few times its text. */
const MAX_CACHED_CHARACTERS = 16_000_000;

/** What is live is announced; this bounds what a lost announcement can do. */
const LIVE_TTL_MS = 60_000;

/** Name of a live version in `cache.dropped` messages. */
export const liveKey = (workspaceId: string, toolSlug: string): string =>
  `tool:${workspaceId}:${toolSlug}`;

/** Tools as the other slices see them: something that can be run. */
@Injectable()
export class ToolsService implements OnModuleDestroy {
  private readonly live = cacheOfVersions(LIVE_TTL_MS);
  private readonly byId = cacheOfVersions();
  private readonly unsubscribe: () => void;

  constructor(
    private readonly db: Database,
    private readonly dataSource: DataSource,
    private readonly bus: Bus,
    caches: LocalCacheMetrics,
  ) {
    caches.watch('live-tools', this.live);
    caches.watch('tool-versions', this.byId);
    this.unsubscribe = bus.on('cache.dropped', (key) => this.drop(key));
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  /**
   * The version that callers of a tool get, compiled. Asks the database only when this process does
   * not hold a copy.
   * @throws NotFound when there is no such tool, or it is archived; ToolNotPublished
   */
  getLive(workspaceId: string, toolSlug: string): Promise<RunnableVersion> {
    return this.live.get(liveKey(workspaceId, toolSlug), async () => {
      const row = await findLiveVersion(this.db, workspaceId, toolSlug);
      if (!row || row.archived) throw new NotFound('tool');
      if (row.versionId === null) throw new ToolNotPublished(toolSlug);
      return toRunnable(row as VersionRow);
    });
  }

  /**
   * The draft of a tool as it is now, kept as a version without a number, so that a run of it can be
   * resumed although the maker goes on writing. The same content gives the same version.
   * @throws NotFound, ToolArchived, VersionUnusable
   */
  async getDraft(workspaceId: string, toolSlug: string): Promise<RunnableVersion> {
    const tool = await findToolWithDraft(this.db, workspaceId, toolSlug);
    if (!tool) throw new NotFound('tool');
    if (tool.archivedAt) throw new ToolArchived(toolSlug);
    const versionId = await snapshotDraft(this.db, {
      workspaceId,
      toolId: tool.id,
      definition: tool.draftDefinition,
      contentHash: contentHash(tool.draftDefinition),
    });
    return this.getVersionById(workspaceId, versionId);
  }

  /**
   * A version that a run began with, published or a snapshot of a draft.
   * @throws NotFound, VersionUnusable
   */
  async getVersionById(workspaceId: string, versionId: string): Promise<RunnableVersion> {
    const version = await this.byId.get(versionId, async () => {
      const row = await findVersionById(this.db, workspaceId, versionId);
      if (!row) throw new NotFound('version');
      return toRunnable(row);
    });
    if (version.workspaceId !== workspaceId) throw new NotFound('version');
    return version;
  }

  /** Ids of the tools with these slugs; what does not exist is absent. Archived ones are included. */
  findIds(workspaceId: string, slugs: readonly string[]): Promise<Map<string, string>> {
    return findIdsBySlug(this.db, workspaceId, slugs);
  }

  /** Slugs of the tools with these ids; what does not exist is absent. Archived ones are included. */
  findSlugs(workspaceId: string, ids: readonly string[]): Promise<Map<string, string>> {
    return findSlugsById(this.db, workspaceId, ids);
  }

  /**
   * Changes what callers of a tool get, in one transaction. Once it is committed no process goes on
   * with a copy of what was before: this one by the time the promise resolves.
   */
  async change<T>(
    workspaceId: string,
    toolSlugs: string[],
    work: (tx: EntityManager) => Promise<T>,
  ): Promise<T> {
    const keys = toolSlugs.map((slug) => liveKey(workspaceId, slug));
    const result = await this.dataSource.transaction(async (tx) => {
      const result = await work(tx);
      const client = await clientOf(tx);
      for (const key of keys) await this.bus.publish('cache.dropped', key, client);
      return result;
    });
    for (const key of keys) this.drop(key);
    return result;
  }

  /** Forgets copies: of one tool (`tool:<workspaceId>:<slug>`), or all (`*`). */
  drop(key: string): void {
    if (key === '*') {
      this.live.clear();
      this.byId.clear();
      return;
    }
    if (!key.startsWith('tool:')) return;
    this.live.drop(key);
    // Versions never change, but they carry the slug and name that the tool has.
    this.byId.dropWhere(({ workspaceId, toolSlug }) => liveKey(workspaceId, toolSlug) === key);
  }
}

const cacheOfVersions = (ttlMs = Infinity): LocalCache<RunnableVersion> =>
  new LocalCache({
    ttlMs,
    maxWeight: MAX_CACHED_CHARACTERS,
    weigh: ({ plan }) => JSON.stringify(plan.definition).length,
  });

function toRunnable(row: VersionRow): RunnableVersion {
  const { plan, faults } = compileDefinition(row.definition);
  if (!plan) throw new VersionUnusable(row.toolSlug, row.versionNumber, faults);
  const { definition: _, ...names } = row;
  return { ...names, plan };
}
