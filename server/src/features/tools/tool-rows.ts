import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { mayUseTool, type Member } from '../../core/auth/principal.js';
import { NotFound } from '../../core/errors/domain-error.js';
import { Tool } from './tool.entity.js';
import { ToolArchived } from './tools.errors.js';

/** The tools that a member may see, with the number of their live version. */
export function toolsOf(manager: EntityManager, member: Member): SelectQueryBuilder<Tool> {
  const query = manager
    .createQueryBuilder(Tool, 'tool')
    .leftJoin('tool.liveVersion', 'live')
    .addSelect(['live.id', 'live.number', 'live.contentHash'])
    .where('tool.workspaceId = :workspaceId', { workspaceId: member.workspaceId });
  const { principal } = member;
  if (principal.kind === 'user' || principal.toolIds === null) return query;
  return query.andWhere('tool.id = ANY(:toolIds)', { toolIds: principal.toolIds });
}

/** One tool with its draft, archived or not. @throws NotFound */
export async function getToolRow(
  manager: EntityManager,
  member: Member,
  slug: string,
): Promise<Tool> {
  const tool = await toolsOf(manager, member)
    .andWhere('tool.slug = :slug', { slug })
    .addSelect('tool.draftDefinition')
    .getOne();
  if (!tool) throw new NotFound('tool');
  return tool;
}

/** The same, locked until the end of the transaction. @throws NotFound, ToolArchived */
export async function lockTool(tx: EntityManager, member: Member, slug: string): Promise<Tool> {
  const tool = await tx
    .createQueryBuilder(Tool, 'tool')
    .addSelect('tool.draftDefinition')
    .where({ workspaceId: member.workspaceId, slug })
    .setLock('pessimistic_write')
    .getOne();
  if (!tool || !mayUseTool(member.principal, tool.id)) throw new NotFound('tool');
  if (tool.archivedAt) throw new ToolArchived(slug);
  return tool;
}
