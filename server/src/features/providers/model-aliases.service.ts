import { Injectable } from '@nestjs/common';
import { Database } from '../../core/db/database.js';
import { NotFound, ValidationFailed } from '../../core/errors/domain-error.js';
import type { Member } from '../../core/auth/principal.js';
import type { ModelAliasDto, ModelsDto, SetModelAliasDto } from './model.dto.js';
import { ModelCatalog } from './model-catalog.js';
import { AliasLimitReached } from './providers.errors.js';

const MAX_ALIASES = 50;

/** What `default`, `fast`, ... mean in a workspace, and which models there are to choose from. */
@Injectable()
export class ModelAliasesService {
  constructor(
    private readonly db: Database,
    private readonly catalog: ModelCatalog,
  ) {}

  /** Everything that a step's `model` can be. */
  async list(member: Member): Promise<ModelsDto> {
    const catalog = await this.catalog.of(member.workspaceId);
    const providers = [...catalog.providers.values()];
    const aliases = [...catalog.aliases].map(([alias, target]) => ({ alias, target }));
    const implied = catalog.aliases.has('default') ? null : this.catalog.defaultOf(catalog);
    return {
      aliases: [
        ...(implied === null ? [] : [{ alias: 'default', target: implied }]),
        ...aliases,
      ].map(({ alias, target }) => {
        const [provider, model] = split(target);
        return {
          alias,
          provider,
          model,
          available: catalog.providers.get(provider)?.offers(model) ?? false,
        };
      }),
      models: providers.flatMap(({ slug, name, isPlatform, models }) =>
        models.map((model) => ({
          ...model,
          id: `${slug}/${model.name}`,
          provider: slug,
          providerName: name,
          platform: isPlatform,
        })),
      ),
      providers: providers.map(({ slug, name, isPlatform }) => ({
        slug,
        name,
        platform: isPlatform,
      })),
    };
  }

  /** @throws NotFound */
  async get(member: Member, alias: string): Promise<ModelAliasDto> {
    const found = (await this.list(member)).aliases.find((one) => one.alias === alias);
    if (!found) throw new NotFound('model alias');
    return found;
  }

  /** Sets or replaces an alias. @throws ValidationFailed when there is no such provider or model */
  async set(
    member: Member,
    alias: string,
    { provider, model }: SetModelAliasDto,
  ): Promise<ModelAliasDto> {
    const catalog = await this.catalog.of(member.workspaceId);
    const connected = catalog.providers.get(provider);
    if (!connected)
      throw new ValidationFailed([
        { pointer: '#/provider', detail: 'There is no provider with this slug.' },
      ]);
    if (!connected.offers(model)) {
      throw new ValidationFailed([
        { pointer: '#/model', detail: `The provider "${provider}" has no such model.` },
      ]);
    }
    if (!catalog.aliases.has(alias) && catalog.aliases.size >= MAX_ALIASES)
      throw new AliasLimitReached(MAX_ALIASES);
    await this.db.query(
      `INSERT INTO model_aliases (workspace_id, alias, provider, model) VALUES ($1, $2, $3, $4)
       ON CONFLICT (workspace_id, alias)
       DO UPDATE SET provider = excluded.provider, model = excluded.model, updated_at = now()`,
      [member.workspaceId, alias, provider, model],
    );
    await this.catalog.changed(member);
    return { alias, provider, model, available: true };
  }

  /** @throws NotFound */
  async delete(member: Member, alias: string): Promise<void> {
    const { rowCount } = await this.db.query(
      'DELETE FROM model_aliases WHERE workspace_id = $1 AND alias = $2',
      [member.workspaceId, alias],
    );
    if (rowCount === 0) throw new NotFound('model alias');
    await this.catalog.changed(member);
  }
}

/** Model names may hold slashes; slugs do not. */
function split(target: string): [provider: string, model: string] {
  const slash = target.indexOf('/');
  return [target.slice(0, slash), target.slice(slash + 1)];
}
