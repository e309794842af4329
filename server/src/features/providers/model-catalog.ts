import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Bus } from '../../core/bus/bus.js';
import { LocalCache } from '../../core/cache/local-cache.js';
import { LocalCacheMetrics } from '../../core/cache/local-cache-metrics.js';
import { SecretBox } from '../../core/crypto/secret-box.js';
import { Database } from '../../core/db/database.js';
import { Egress } from '../../core/egress/egress.js';
import { StepError } from '../../core/step-error.js';
import { ConnectedProvider, type ProviderRow } from './connected-provider.js';
import type { Owner } from './owner.js';
import type { ConnectedModel } from './connected-provider.js';

/** Where a provider is connected, for people who have none. */
const SETTINGS = { link: '/settings/providers' };
/** The alias that means something as soon as a provider is connected. */
const DEFAULT_ALIAS = 'default';

/** What a workspace can ask: its providers, the platform's that it does not shadow, its aliases. */
interface Catalog {
  /** By slug: the workspace's first, the oldest first. */
  providers: ReadonlyMap<string, ConnectedProvider>;
  /** Alias to `provider/model`. */
  aliases: ReadonlyMap<string, string>;
}

/**
 * Turns the name of a model into a connection that is ready to be asked. Copies are kept in this
 * process, so that a call of a model asks no database.
 */
@Injectable()
export class ModelCatalog implements OnModuleDestroy {
  private readonly catalogs = new LocalCache<Catalog>({ maxWeight: 2000, ttlMs: 10 * 60_000 });
  private readonly unsubscribe: () => void;

  constructor(
    private readonly db: Database,
    private readonly box: SecretBox,
    private readonly egress: Egress,
    private readonly bus: Bus,
    caches: LocalCacheMetrics,
  ) {
    caches.watch('model-catalogs', this.catalogs);
    this.unsubscribe = bus.on('cache.dropped', (key) => this.drop(key));
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  /**
   * The model behind an alias or `provider/model`.
   * @throws StepError `provider-missing`, `model-alias-missing`, `model-not-found`, `provider-key-unreadable`
   */
  async resolve(workspaceId: string, name: string): Promise<ConnectedModel> {
    const catalog = await this.of(workspaceId);
    const target = name.includes('/') ? name : this.targetOf(catalog, name);
    const slash = target.indexOf('/');
    const slug = target.slice(0, slash);
    const provider = catalog.providers.get(slug);
    if (!provider) throw missing(catalog, slug);
    return provider.model(target.slice(slash + 1));
  }

  /** What the workspace can ask, from memory when it is there. */
  of(workspaceId: string): Promise<Catalog> {
    return this.catalogs.get(keyOf(workspaceId), () => this.load(workspaceId));
  }

  /** What `default` means where the workspace did not say: the first model of its first provider. */
  defaultOf(catalog: Catalog): string | null {
    for (const provider of catalog.providers.values()) {
      const [model] = provider.models;
      if (model) return `${provider.slug}/${model.name}`;
    }
    return null;
  }

  /** To be called after a change of providers or aliases: nobody goes on with a copy. */
  async changed(owner: Owner): Promise<void> {
    const key = owner.workspaceId === null ? '*' : keyOf(owner.workspaceId);
    this.drop(key);
    await this.bus.publish('cache.dropped', key);
  }

  private drop(key: string): void {
    if (key === '*') this.catalogs.clear();
    else if (key.startsWith('models:')) this.catalogs.drop(key);
  }

  private targetOf(catalog: Catalog, alias: string): string {
    const target =
      catalog.aliases.get(alias) ?? (alias === DEFAULT_ALIAS ? this.defaultOf(catalog) : null);
    if (target) return target;
    if (catalog.providers.size === 0) throw missing(catalog, alias);
    throw new StepError(
      'model-alias-missing',
      `"${alias}" does not mean any model in this workspace. Say which one in the settings of providers, or write provider/model.`,
      { details: SETTINGS },
    );
  }

  private async load(workspaceId: string): Promise<Catalog> {
    const [providers, aliases] = await Promise.all([
      this.db.query<ProviderRow>(
        `SELECT id, workspace_id AS "workspaceId", slug, name, kind, base_url AS "baseUrl",
                sealed_api_key AS "sealedApiKey", models
           FROM providers WHERE workspace_id = $1 OR workspace_id IS NULL
          ORDER BY workspace_id NULLS LAST, id`,
        [workspaceId],
      ),
      this.db.query<{ alias: string; target: string }>(
        `SELECT alias, provider || '/' || model AS target FROM model_aliases WHERE workspace_id = $1 ORDER BY alias`,
        [workspaceId],
      ),
    ]);
    const bySlug = new Map<string, ConnectedProvider>();
    for (const row of providers.rows) {
      // The workspace's come first: they stand before the platform's of the same slug.
      if (!bySlug.has(row.slug))
        bySlug.set(row.slug, new ConnectedProvider(row, this.box, this.egress));
    }
    return {
      providers: bySlug,
      aliases: new Map(aliases.rows.map(({ alias, target }) => [alias, target])),
    };
  }
}

const keyOf = (workspaceId: string): string => `models:${workspaceId}`;

function missing(catalog: Catalog, slug: string): StepError {
  const text =
    catalog.providers.size === 0
      ? 'No language model is connected to this workspace. Connect a provider in the settings.'
      : `No provider "${slug}" is connected to this workspace. Connect a provider of that name in the settings, or choose another model.`;
  return new StepError('provider-missing', text, { details: SETTINGS });
}
