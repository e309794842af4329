import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, LessThan, type FindOptionsWhere } from 'typeorm';
import { SealedColumns } from '../../core/crypto/sealed-columns.js';
import { SecretBox } from '../../core/crypto/secret-box.js';
import { violates } from '../../core/db/tenant.js';
import { Egress } from '../../core/egress/egress.js';
import { NotFound, ValidationFailed } from '../../core/errors/domain-error.js';
import { isId, newId } from '../../core/ids.js';
import type { PageQueryDto } from '../../core/page-query.dto.js';
import { idOfCursor, toPage, type Page } from '../../core/pagination.js';
import { StepError } from '../../core/step-error.js';
import { ModelCatalog } from './model-catalog.js';
import { ownedBy, type Owner } from './owner.js';
import {
  toProviderDto,
  type CreateProviderDto,
  type ProviderDto,
  type ProviderModelDto,
  type UpdateProviderDto,
} from './provider.dto.js';
import { Provider, type ProviderModel } from './provider.entity.js';
import { ProviderLimitReached, ProviderSlugTaken } from './providers.errors.js';
import { nthSlug, slugOf } from './slug.js';

const MAX_PROVIDERS = 50;

/** Connections to model servers: of a workspace, or of the platform. */
@Injectable()
export class ProvidersService implements OnModuleInit {
  constructor(
    private readonly db: DataSource,
    private readonly box: SecretBox,
    private readonly sealed: SealedColumns,
    private readonly egress: Egress,
    private readonly catalog: ModelCatalog,
  ) {}

  onModuleInit(): void {
    this.sealed.add({ table: 'providers', column: 'sealed_api_key' });
  }

  async list(owner: Owner, { limit, cursor }: PageQueryDto): Promise<Page<ProviderDto>> {
    const after = idOfCursor(cursor);
    const rows = await this.db.manager.find(Provider, {
      where: { ...ownedBy(owner), ...(after === undefined ? {} : { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return toPage(rows, limit, toProviderDto);
  }

  async create(owner: Owner, input: CreateProviderDto): Promise<ProviderDto> {
    const baseUrl = this.checkBaseUrl(owner, input.baseUrl);
    if ((await this.db.manager.countBy(Provider, ownedBy(owner))) >= MAX_PROVIDERS) {
      throw new ProviderLimitReached(MAX_PROVIDERS);
    }
    const id = newId();
    const provider = this.db.manager.create(Provider, {
      id,
      workspaceId: owner.workspaceId,
      kind: input.kind,
      name: input.name,
      baseUrl,
      sealedApiKey: this.seal(owner, id, input.apiKey ?? null),
      models: (input.models ?? []).map(toModel),
    });
    await this.insert(provider, input.slug);
    await this.catalog.changed(owner);
    return toProviderDto(await this.get(owner, id));
  }

  /** @param reference slug or id. */
  async find(owner: Owner, reference: string): Promise<ProviderDto> {
    return toProviderDto(await this.get(owner, reference));
  }

  async update(owner: Owner, reference: string, input: UpdateProviderDto): Promise<ProviderDto> {
    const provider = await this.get(owner, reference);
    const baseUrl =
      input.baseUrl === undefined ? provider.baseUrl : this.checkBaseUrl(owner, input.baseUrl);
    const moves = baseUrl !== provider.baseUrl;
    // Only what changes is written: of two changes at once, none may bring an address back to a key
    // that is meant for another.
    await this.db.manager.update(
      Provider,
      { ...ownedBy(owner), id: provider.id },
      {
        updatedAt: () => 'now()',
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.models === undefined ? {} : { models: input.models.map(toModel) }),
        ...(moves ? { baseUrl } : {}),
        // A key is for one server: it is never sent to an address that was put in its place.
        ...(moves || input.apiKey !== undefined
          ? { sealedApiKey: this.seal(owner, provider.id, input.apiKey ?? null) }
          : {}),
      },
    );
    await this.catalog.changed(owner);
    return toProviderDto(await this.get(owner, provider.id));
  }

  /** Tools that use it fail until it is connected again under the same slug. */
  async delete(owner: Owner, reference: string): Promise<void> {
    const { affected } = await this.db.manager.delete(Provider, {
      ...ownedBy(owner),
      ...named(reference),
    });
    if (!affected) throw new NotFound('provider');
    await this.catalog.changed(owner);
  }

  /**
   * The row behind a slug or an id, for this slice only.
   * @throws NotFound
   */
  async get(owner: Owner, reference: string): Promise<Provider> {
    const provider = await this.db.manager.findOneBy(Provider, {
      ...ownedBy(owner),
      ...named(reference),
    });
    if (!provider) throw new NotFound('provider');
    return provider;
  }

  /** Without a slug of its own, the first free one made from the name. */
  private async insert(provider: Provider, slug: string | undefined): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      provider.slug = slug ?? nthSlug(slugOf(provider.name), attempt);
      try {
        await this.db.manager.insert(Provider, provider as never);
        return;
      } catch (error) {
        if (!violates(error, 'providers_slug')) throw error;
        if (slug !== undefined || attempt > MAX_PROVIDERS)
          throw new ProviderSlugTaken(provider.slug);
      }
    }
  }

  private seal(owner: Owner, id: string, key: string | null): string | null {
    return key === null
      ? null
      : this.box.seal(key, { table: 'providers', id, workspaceId: owner.workspaceId });
  }

  /** The address without a slash at its end. The platform's may be internal: the admin chose it. */
  private checkBaseUrl(owner: Owner, text: string): string {
    const fault = (detail: string) => new ValidationFailed([{ pointer: '#/baseUrl', detail }]);
    if (!URL.canParse(text)) throw fault('Write it as https://host/v1.');
    const url = new URL(text);
    if (url.search !== '' || url.hash !== '') throw fault('Leave out what begins with "?" or "#".');
    try {
      this.egress.assertCallable(url.href, { allowInternal: owner.workspaceId === null });
    } catch (error) {
      if (error instanceof StepError) throw fault(error.message);
      throw error;
    }
    return url.href.replace(/\/+$/, '');
  }
}

const named = (reference: string): FindOptionsWhere<Provider> =>
  isId(reference) ? { id: reference } : { slug: reference };

const toModel = (model: ProviderModelDto): ProviderModel => ({
  name: model.name,
  inputPricePerMillion: model.inputPricePerMillion ?? null,
  outputPricePerMillion: model.outputPricePerMillion ?? null,
  contextSize: model.contextSize ?? null,
  capabilities: model.capabilities ?? [],
});
