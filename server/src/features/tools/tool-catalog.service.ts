import { Injectable } from '@nestjs/common';
import { DataSource, Like } from 'typeorm';
import type { Member } from '../../core/auth/principal.js';
import { Clock } from '../../core/clock.js';
import { ofWorkspace, violates } from '../../core/db/tenant.js';
import { Forbidden, ValidationFailed } from '../../core/errors/domain-error.js';
import { newId } from '../../core/ids.js';
import { idOfCursor, toPage, type Page } from '../../core/pagination.js';
import { TemplatesService } from '../templates/templates.service.js';
import { contentHash } from './content-hash.js';
import { assertDefinition } from './definition-check.js';
import { freeSlug, slugOf } from './slug.js';
import { STARTER } from './starter.js';
import type {
  CreateToolDto,
  ListToolsDto,
  ToolDto,
  ToolSummaryDto,
  UpdateToolDto,
} from './tool.dto.js';
import { Tool } from './tool.entity.js';
import { authorOf, toToolDto, toToolSummaryDto } from './tool-mapping.js';
import { getToolRow, toolsOf } from './tool-rows.js';
import { SlugTaken, UnknownTemplate } from './tools.errors.js';
import { ToolsService } from './tools.service.js';

const SLUG_ATTEMPTS = 5;

/** The tools of a workspace: making, naming, finding and putting them away. */
@Injectable()
export class ToolCatalogService {
  constructor(
    private readonly db: DataSource,
    private readonly tools: ToolsService,
    private readonly templates: TemplatesService,
    private readonly clock: Clock,
  ) {}

  /** One page, newest first. */
  async list(
    member: Member,
    { limit, cursor, search, archived }: ListToolsDto,
  ): Promise<Page<ToolSummaryDto>> {
    const query = toolsOf(this.db.manager, member)
      .andWhere(`tool.archivedAt IS ${archived === 'true' ? 'NOT NULL' : 'NULL'}`)
      .orderBy('tool.id', 'DESC')
      .limit(limit + 1);
    const after = idOfCursor(cursor);
    if (after !== undefined) query.andWhere('tool.id < :after', { after });
    if (search) {
      query.andWhere(`concat_ws(' ', tool.name, tool.slug, tool.description) ILIKE :term`, {
        term: `%${search.replace(/[\\%_]/g, '\\$&')}%`,
      });
    }
    return toPage(await query.getMany(), limit, toToolSummaryDto);
  }

  /** @throws DefinitionInvalid, SlugTaken, UnknownTemplate */
  async create(member: Member, input: CreateToolDto): Promise<ToolDto> {
    const { principal } = member;
    if (principal.kind === 'api-key' && principal.toolIds !== null) {
      throw new Forbidden('This key is limited to some tools, so it cannot make new ones.');
    }
    const { definition, description } = this.beginning(input);
    assertDefinition(definition);
    for (let attempt = 1; ; attempt++) {
      const slug = input.slug ?? (await this.findFreeSlug(member, input.name));
      try {
        const now = this.clock.now();
        return toToolDto(
          await ofWorkspace(this.db.manager, Tool, member.workspaceId).insert({
            id: newId(),
            slug,
            name: input.name,
            description,
            draftDefinition: definition,
            draftHash: contentHash(definition),
            draftRevision: 1,
            draftSavedAt: now,
            liveVersionId: null,
            archivedAt: null,
            createdBy: authorOf(member),
            createdAt: now,
            updatedAt: now,
          }),
        );
      } catch (error) {
        if (!violates(error, 'tools_slug')) throw error;
        // Somebody took the free slug between the look and the insert: look again.
        if (input.slug !== undefined || attempt === SLUG_ATTEMPTS) throw new SlugTaken(slug);
      }
    }
  }

  /** @throws NotFound */
  async get(member: Member, slug: string): Promise<ToolDto> {
    return toToolDto(await getToolRow(this.db.manager, member, slug));
  }

  /** @throws NotFound, SlugTaken */
  async update(member: Member, slug: string, changes: UpdateToolDto): Promise<ToolDto> {
    const renamed = changes.slug ?? slug;
    try {
      await this.set(member, slug, [slug, renamed], { ...changes, updatedAt: this.clock.now() });
    } catch (error) {
      throw violates(error, 'tools_slug') ? new SlugTaken(renamed) : error;
    }
    return this.get(member, renamed);
  }

  /** Puts the tool away: callers get 404. Its runs and versions stay. @throws NotFound */
  async archive(member: Member, slug: string): Promise<void> {
    await this.set(member, slug, [slug], { archivedAt: this.clock.now() });
  }

  /** Takes an archived tool back into use. @throws NotFound */
  async restore(member: Member, slug: string): Promise<ToolDto> {
    await this.set(member, slug, [slug], { archivedAt: null });
    return this.get(member, slug);
  }

  private async set(
    member: Member,
    slug: string,
    dropped: string[],
    values: Partial<Tool>,
  ): Promise<void> {
    const { id } = await getToolRow(this.db.manager, member, slug);
    await this.tools.change(member.workspaceId, dropped, (tx) =>
      ofWorkspace(tx, Tool, member.workspaceId).update({ id }, values),
    );
  }

  private beginning(input: CreateToolDto): { definition: object; description: string } {
    if (input.definition !== undefined && input.template !== undefined) {
      const detail = 'Give a template or a definition, not both.';
      throw new ValidationFailed([{ pointer: '#/template', detail }]);
    }
    const template = input.template === undefined ? null : this.templates.find(input.template);
    if (input.template !== undefined && !template) throw new UnknownTemplate(input.template);
    return {
      definition: input.definition ?? template?.definition ?? STARTER,
      description: input.description ?? template?.description ?? '',
    };
  }

  private async findFreeSlug(member: Member, name: string): Promise<string> {
    const slug = slugOf(name);
    const similar = await ofWorkspace(this.db.manager, Tool, member.workspaceId).find(
      { slug: Like(`${slug.slice(0, 55)}%`) },
      { select: { id: true, slug: true } },
    );
    return freeSlug(slug, new Set(similar.map((tool) => tool.slug)));
  }
}
