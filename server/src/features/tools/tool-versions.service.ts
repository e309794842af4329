import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, LessThan, Not } from 'typeorm';
import type { Member } from '../../core/auth/principal.js';
import { Clock } from '../../core/clock.js';
import { ofWorkspace } from '../../core/db/tenant.js';
import { NotFound } from '../../core/errors/domain-error.js';
import { newId } from '../../core/ids.js';
import type { PageQueryDto } from '../../core/page-query.dto.js';
import { idOfCursor, toPage, type Page } from '../../core/pagination.js';
import { assertDefinition } from './definition-check.js';
import type { ToolVersionDto, ToolVersionSummaryDto } from './tool.dto.js';
import { Tool } from './tool.entity.js';
import { ToolVersion } from './tool-version.entity.js';
import { authorOf, toVersionSummaryDto } from './tool-mapping.js';
import { getToolRow, lockTool } from './tool-rows.js';
import { matchesRevision } from './tool-drafts.service.js';
import { DraftChanged } from './tools.errors.js';
import { ToolsService } from './tools.service.js';

/** Published versions of a tool, and which of them callers get. */
@Injectable()
export class ToolVersionsService {
  constructor(
    private readonly db: DataSource,
    private readonly tools: ToolsService,
    private readonly clock: Clock,
  ) {}

  /** One page, newest first. @throws NotFound */
  async list(
    member: Member,
    slug: string,
    query: PageQueryDto,
  ): Promise<Page<ToolVersionSummaryDto>> {
    const tool = await getToolRow(this.db.manager, member, slug);
    const after = idOfCursor(query.cursor);
    const rows = await ofWorkspace(this.db.manager, ToolVersion, member.workspaceId).find(
      {
        toolId: tool.id,
        number: Not(IsNull()),
        ...(after !== undefined && { id: LessThan(after) }),
      },
      { order: { id: 'DESC' }, take: query.limit + 1 },
    );
    return toPage(rows, query.limit, (row) => toVersionSummaryDto(row, tool));
  }

  /** @throws NotFound */
  async get(member: Member, slug: string, number: number): Promise<ToolVersionDto> {
    const tool = await getToolRow(this.db.manager, member, slug);
    const version = await this.db.manager
      .createQueryBuilder(ToolVersion, 'version')
      .addSelect('version.definition')
      .where({ workspaceId: member.workspaceId, toolId: tool.id, number })
      .getOne();
    if (!version) throw new NotFound('version');
    return {
      ...toVersionSummaryDto(version, tool),
      definition: version.definition as Record<string, unknown>,
    };
  }

  /**
   * Keeps the draft as the next version and gives it to callers. With `ifMatch` only when the draft
   * is still at that revision.
   * @throws NotFound, ToolArchived, DraftChanged, DefinitionInvalid
   */
  publish(
    member: Member,
    slug: string,
    { notes, ifMatch }: { notes: string; ifMatch: string | undefined },
  ): Promise<ToolVersionSummaryDto> {
    return this.tools.change(member.workspaceId, [slug], async (tx) => {
      // Two who publish at once must not both count the same number.
      const tool = await lockTool(tx, member, slug);
      if (ifMatch !== undefined && !matchesRevision(ifMatch, tool.draftRevision)) {
        throw new DraftChanged(tool.draftRevision);
      }
      // It compiled when it was saved, maybe under an earlier release of the engine.
      assertDefinition(tool.draftDefinition);
      const versions = ofWorkspace(tx, ToolVersion, member.workspaceId);
      const [latest] = await versions.find(
        { toolId: tool.id, number: Not(IsNull()) },
        { order: { number: 'DESC' }, take: 1 },
      );
      const now = this.clock.now();
      const version = await versions.insert({
        id: newId(),
        toolId: tool.id,
        number: (latest?.number ?? 0) + 1,
        definition: tool.draftDefinition,
        contentHash: tool.draftHash,
        notes,
        createdBy: authorOf(member),
        createdAt: now,
      });
      const live = { liveVersionId: version.id, updatedAt: now };
      await ofWorkspace(tx, Tool, member.workspaceId).update({ id: tool.id }, live);
      return toVersionSummaryDto(version, { ...tool, ...live });
    });
  }

  /** Gives callers another published version. The draft stays as it is. @throws NotFound, ToolArchived */
  setLive(member: Member, slug: string, number: number): Promise<ToolVersionSummaryDto> {
    return this.tools.change(member.workspaceId, [slug], async (tx) => {
      const tool = await lockTool(tx, member, slug);
      const version = await ofWorkspace(tx, ToolVersion, member.workspaceId).findOne({
        toolId: tool.id,
        number,
      });
      if (!version) throw new NotFound('version');
      const live = { liveVersionId: version.id, updatedAt: this.clock.now() };
      await ofWorkspace(tx, Tool, member.workspaceId).update({ id: tool.id }, live);
      return toVersionSummaryDto(version, { ...tool, ...live });
    });
  }
}
