import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Member } from '../../core/auth/principal.js';
import { Clock } from '../../core/clock.js';
import { ofWorkspace } from '../../core/db/tenant.js';
import { compileDefinition } from '../../engine/plan.js';
import { contentHash } from './content-hash.js';
import { assertDefinition } from './definition-check.js';
import type { DraftCheckDto, DraftDto } from './tool.dto.js';
import { Tool } from './tool.entity.js';
import { toPlanDto } from './tool-mapping.js';
import { getToolRow } from './tool-rows.js';
import { DraftChanged, IfMatchMissing, ToolArchived } from './tools.errors.js';

/** The draft of a tool: several people may write it, and none loses work without being told. */
@Injectable()
export class ToolDraftsService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Saves a draft over the revision that `ifMatch` names.
   * @throws IfMatchMissing, NotFound, ToolArchived, DraftChanged, DefinitionInvalid
   */
  async save(
    member: Member,
    slug: string,
    definition: object,
    ifMatch: string | undefined,
  ): Promise<DraftDto> {
    if (ifMatch === undefined || ifMatch.trim() === '') throw new IfMatchMissing();
    const tool = await getToolRow(this.db.manager, member, slug);
    if (tool.archivedAt) throw new ToolArchived(slug);
    if (!matchesRevision(ifMatch, tool.draftRevision)) throw new DraftChanged(tool.draftRevision);
    assertDefinition(definition);
    const now = this.clock.now();
    const revision = tool.draftRevision + 1;
    // The revision is part of the condition: of two that read the same one, the second changes nothing.
    const changed = await ofWorkspace(this.db.manager, Tool, member.workspaceId).update(
      { id: tool.id, draftRevision: tool.draftRevision },
      {
        draftDefinition: definition,
        draftHash: contentHash(definition),
        draftRevision: revision,
        draftSavedAt: now,
        updatedAt: now,
      },
    );
    if (changed === 0)
      throw new DraftChanged((await getToolRow(this.db.manager, member, slug)).draftRevision);
    return {
      definition: definition as Record<string, unknown>,
      revision,
      savedAt: now.toISOString(),
    };
  }

  /** What is wrong with a definition, and what would be carried out; saves nothing. @throws NotFound */
  async check(member: Member, slug: string, definition: object): Promise<DraftCheckDto> {
    await getToolRow(this.db.manager, member, slug);
    const { plan, faults } = compileDefinition(definition);
    return { faults, plan: plan && toPlanDto(plan) };
  }
}

/** True when one of the entity tags is `*` or the revision, quoted or not. */
export function matchesRevision(ifMatch: string, revision: number): boolean {
  const tags = ifMatch.split(',').map((tag) =>
    tag
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1'),
  );
  return tags.includes('*') || tags.includes(String(revision));
}
