import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThan, type EntityManager } from 'typeorm';
import type { Member, WorkspaceRole } from '../../core/auth/principal.js';
import { ofWorkspace } from '../../core/db/tenant.js';
import { NotFound, ValidationFailed } from '../../core/errors/domain-error.js';
import { newId } from '../../core/ids.js';
import type { PageQueryDto } from '../../core/page-query.dto.js';
import { idOfCursor, toPage, type Page } from '../../core/pagination.js';
import { isReservedSlug, slugOf, withSuffix } from './slug.js';
import { WorkspaceMember } from './workspace-member.entity.js';
import {
  toWorkspaceDto,
  type CreateWorkspaceDto,
  type UpdateWorkspaceDto,
  type WorkspaceDto,
} from './workspace.dto.js';
import { Workspace } from './workspace.entity.js';
import { SlugTaken } from './workspaces.errors.js';

/** A workspace in the list of one account. */
export interface OwnWorkspace {
  id: string;
  slug: string;
  name: string;
  role: WorkspaceRole;
}

/** Making, finding and renaming workspaces. */
@Injectable()
export class WorkspacesService {
  constructor(private readonly db: DataSource) {}

  /** A new workspace of which the account is the owner. */
  async create(userId: string, input: CreateWorkspaceDto): Promise<WorkspaceDto> {
    const workspace = await this.db.transaction((tx) => this.insert(tx, userId, input));
    return toWorkspaceDto(workspace, 'owner');
  }

  /** The workspace that an account begins with, named after the person. */
  async createPersonal(tx: EntityManager, user: { id: string; name: string }): Promise<void> {
    await this.insert(tx, user.id, { name: user.name });
  }

  /** One page of the workspaces of an account, newest first. */
  async list(userId: string, query: PageQueryDto): Promise<Page<WorkspaceDto>> {
    const after = idOfCursor(query.cursor);
    const members = await this.db.manager.find(WorkspaceMember, {
      where: { userId, ...(after === undefined ? {} : { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take: query.limit + 1,
    });
    const workspaces = await this.byId(members);
    return toPage(members, query.limit, ({ workspaceId, role }) =>
      toWorkspaceDto(workspaces.get(workspaceId) as Workspace, role),
    );
  }

  /** All workspaces of an account, the one it began with first. */
  async listAll(userId: string): Promise<OwnWorkspace[]> {
    const members = await this.db.manager.find(WorkspaceMember, {
      where: { userId },
      order: { id: 'ASC' },
    });
    const workspaces = await this.byId(members);
    return members.map(({ workspaceId, role }) => {
      const { id, slug, name } = workspaces.get(workspaceId) as Workspace;
      return { id, slug, name, role };
    });
  }

  async get(member: Member): Promise<WorkspaceDto> {
    const workspace = await this.db.manager.findOneBy(Workspace, { id: member.workspaceId });
    if (!workspace) throw new NotFound('workspace');
    return toWorkspaceDto(workspace, member.role as WorkspaceRole);
  }

  async update(member: Member, changes: UpdateWorkspaceDto): Promise<WorkspaceDto> {
    await this.db.manager.update(Workspace, { id: member.workspaceId }, { name: changes.name });
    return this.get(member);
  }

  private async insert(
    tx: EntityManager,
    userId: string,
    input: CreateWorkspaceDto,
  ): Promise<Workspace> {
    const workspace = await this.insertWithFreeSlug(tx, input);
    await ofWorkspace(tx, WorkspaceMember, workspace.id).insert({
      id: newId(),
      userId,
      role: 'owner',
      createdAt: workspace.createdAt,
    });
    return workspace;
  }

  private async insertWithFreeSlug(
    tx: EntityManager,
    input: CreateWorkspaceDto,
  ): Promise<Workspace> {
    if (input.slug) {
      if (isReservedSlug(input.slug)) {
        throw new ValidationFailed([
          { pointer: '#/slug', detail: 'This word is reserved. Choose another.' },
        ]);
      }
      const workspace = await this.tryInsert(tx, input.slug, input.name);
      if (!workspace) throw new SlugTaken(input.slug);
      return workspace;
    }
    const base = slugOf(input.name);
    let workspace = isReservedSlug(base) ? null : await this.tryInsert(tx, base, input.name);
    while (!workspace) workspace = await this.tryInsert(tx, withSuffix(base), input.name);
    return workspace;
  }

  /** `null` when the slug is taken; unlike a caught violation, that leaves the transaction usable. */
  private async tryInsert(
    tx: EntityManager,
    slug: string,
    name: string,
  ): Promise<Workspace | null> {
    const workspace = tx.create(Workspace, { id: newId(), slug, name, createdAt: new Date() });
    const rows = (await tx.query(
      `INSERT INTO workspaces (id, slug, name, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (slug) DO NOTHING RETURNING id`,
      [workspace.id, slug, name, workspace.createdAt],
    )) as unknown[];
    return rows.length === 1 ? workspace : null;
  }

  private async byId(members: WorkspaceMember[]): Promise<Map<string, Workspace>> {
    const workspaces = await this.db.manager.findBy(Workspace, {
      id: In(members.map(({ workspaceId }) => workspaceId)),
    });
    return new Map(workspaces.map((workspace) => [workspace.id, workspace]));
  }
}
