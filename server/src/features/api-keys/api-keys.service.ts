import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, LessThan } from 'typeorm';
import type { Member } from '../../core/auth/principal.js';
import { Bus } from '../../core/bus/bus.js';
import { Clock } from '../../core/clock.js';
import { clientOf } from '../../core/db/database.js';
import { ofWorkspace } from '../../core/db/tenant.js';
import { NotFound, ValidationFailed } from '../../core/errors/domain-error.js';
import { newId } from '../../core/ids.js';
import type { PageQueryDto } from '../../core/page-query.dto.js';
import { idOfCursor, toPage, type Page } from '../../core/pagination.js';
import { ToolsService } from '../tools/tools.service.js';
import { ApiKey } from './api-key.entity.js';
import type { ApiKeyDto, CreateApiKeyDto, CreatedApiKeyDto } from './api-key.dto.js';
import { hashSecret, newSecret, prefixOf } from './api-key-secret.js';
import { ApiKeyLookup, keyName } from './api-key-lookup.js';
import { ApiKeyLimitReached } from './api-keys.errors.js';

const MAX_KEYS = 100;

/** The keys of a workspace: making, listing and revoking them. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly db: DataSource,
    private readonly tools: ToolsService,
    private readonly lookup: ApiKeyLookup,
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {}

  /** One page of the keys that were not revoked, newest first. */
  async list(member: Member, query: PageQueryDto): Promise<Page<ApiKeyDto>> {
    const after = idOfCursor(query.cursor);
    const rows = await ofWorkspace(this.db.manager, ApiKey, member.workspaceId).find(
      { revokedAt: IsNull(), ...(after !== undefined && { id: LessThan(after) }) },
      { order: { id: 'DESC' }, take: query.limit + 1 },
    );
    const slugs = await this.tools.findSlugs(
      member.workspaceId,
      rows.flatMap(({ toolIds }) => toolIds ?? []),
    );
    return toPage(rows, query.limit, (row) => toApiKeyDto(row, slugs));
  }

  /** @throws ApiKeyLimitReached, ValidationFailed when a tool is unknown or the end is past */
  async create(member: Member, input: CreateApiKeyDto): Promise<CreatedApiKeyDto> {
    const expiresAt = this.endOf(input);
    const ids = input.tools ? await this.idsOf(member, input.tools) : null;
    const secret = newSecret();
    const key = await this.db.transaction(async (tx) => {
      // Two who create at once must not both see one free place.
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `api-keys:${member.workspaceId}`,
      ]);
      const keys = ofWorkspace(tx, ApiKey, member.workspaceId);
      if ((await keys.count({ revokedAt: IsNull() })) >= MAX_KEYS)
        throw new ApiKeyLimitReached(MAX_KEYS);
      return keys.insert({
        id: newId(),
        name: input.name,
        prefix: prefixOf(secret),
        secretHash: hashSecret(secret),
        scopes: input.scopes,
        toolIds: ids && [...ids.values()],
        expiresAt,
        lastUsedAt: null,
        revokedAt: null,
        createdBy: member.principal.kind === 'user' ? member.principal.userId : null,
        createdAt: this.clock.now(),
      });
    });
    const slugs = new Map([...(ids ?? [])].map(([slug, id]) => [id, slug]));
    return { ...toApiKeyDto(key, slugs), secret };
  }

  /** Ends a key at once, everywhere. @throws NotFound */
  async revoke(member: Member, keyId: string): Promise<void> {
    const key = await this.db.transaction(async (tx) => {
      const keys = ofWorkspace(tx, ApiKey, member.workspaceId);
      const found = await keys.findOne({ id: keyId, revokedAt: IsNull() });
      if (!found) throw new NotFound('API key');
      await keys.update({ id: keyId }, { revokedAt: this.clock.now() });
      await this.bus.publish('cache.dropped', keyName(found.secretHash), await clientOf(tx));
      return found;
    });
    this.lookup.drop(keyName(key.secretHash));
  }

  private endOf({ expiresAt }: CreateApiKeyDto): Date | null {
    if (expiresAt === undefined || expiresAt === null) return null;
    const end = new Date(expiresAt);
    if (!(end > this.clock.now())) {
      throw new ValidationFailed([
        { pointer: '#/expiresAt', detail: 'expiresAt must be in the future' },
      ]);
    }
    return end;
  }

  private async idsOf(member: Member, slugs: readonly string[]): Promise<Map<string, string>> {
    const ids = await this.tools.findIds(member.workspaceId, slugs);
    const faults = slugs.flatMap((slug, index) =>
      ids.has(slug)
        ? []
        : [
            {
              pointer: `#/tools/${index}`,
              detail: `There is no tool "${slug}" in this workspace.`,
            },
          ],
    );
    if (faults.length > 0) throw new ValidationFailed(faults);
    return ids;
  }
}

const toApiKeyDto = (key: ApiKey, slugs: ReadonlyMap<string, string>): ApiKeyDto => ({
  id: key.id,
  name: key.name,
  prefix: key.prefix,
  scopes: key.scopes,
  tools: key.toolIds && key.toolIds.flatMap((id) => slugs.get(id) ?? []),
  expiresAt: key.expiresAt?.toISOString() ?? null,
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  createdAt: key.createdAt.toISOString(),
});
