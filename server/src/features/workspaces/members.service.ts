import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, type EntityManager } from 'typeorm';
import type { Member, WorkspaceRole } from '../../core/auth/principal.js';
import { ofWorkspace, violates } from '../../core/db/tenant.js';
import { NotFound, ValidationFailed } from '../../core/errors/domain-error.js';
import { newId } from '../../core/ids.js';
import type { PageQueryDto } from '../../core/page-query.dto.js';
import { idOfCursor, toPage, type Page } from '../../core/pagination.js';
import { UsersService, type Account } from '../users/users.service.js';
import type { AddMemberDto, MemberDto, UpdateMemberDto } from './member.dto.js';
import { WorkspaceMember } from './workspace-member.entity.js';
import { WorkspaceMemberships } from './workspace-memberships.js';
import { Workspace } from './workspace.entity.js';
import { AlreadyMember, LastOwner } from './workspaces.errors.js';

/** The people of a workspace and their roles. */
@Injectable()
export class MembersService {
  constructor(
    private readonly db: DataSource,
    private readonly users: UsersService,
    private readonly memberships: WorkspaceMemberships,
  ) {}

  /** One page, those who came last first. */
  async list(member: Member, query: PageQueryDto): Promise<Page<MemberDto>> {
    const after = idOfCursor(query.cursor);
    const rows = await ofWorkspace(this.db.manager, WorkspaceMember, member.workspaceId).find(
      after === undefined ? {} : { id: LessThan(after) },
      { order: { id: 'DESC' }, take: query.limit + 1 },
    );
    const accounts = await this.users.listByIds(rows.map(({ userId }) => userId));
    return toPage(rows, query.limit, (row) =>
      toMemberDto(row, accounts.get(row.userId) as Account),
    );
  }

  /** Adds an account that exists, by its e-mail address. */
  async add(member: Member, input: AddMemberDto): Promise<MemberDto> {
    const account = await this.users.findByEmail(input.email);
    if (!account || account.disabledAt !== null) {
      const detail = 'No account has this e-mail address. Ask its owner to sign up first.';
      throw new ValidationFailed([{ pointer: '#/email', detail }]);
    }
    const row = await ofWorkspace(this.db.manager, WorkspaceMember, member.workspaceId)
      .insert({ id: newId(), userId: account.id, role: input.role, createdAt: new Date() })
      .catch((error: unknown) => {
        throw violates(error, 'workspace_members_user_key') ? new AlreadyMember() : error;
      });
    await this.memberships.changed(member.workspaceId, account.id);
    return toMemberDto(row, account);
  }

  /** @throws LastOwner when nobody would be left who may do everything. */
  async update(member: Member, userId: string, { role }: UpdateMemberDto): Promise<MemberDto> {
    const row = await this.db.transaction(async (tx) => {
      const found = await this.lock(tx, member.workspaceId, userId);
      if (role !== 'owner') await this.assertOtherOwner(tx, found);
      await ofWorkspace(tx, WorkspaceMember, member.workspaceId).update({ id: found.id }, { role });
      return { ...found, role };
    });
    await this.memberships.changed(member.workspaceId, userId);
    return toMemberDto(row, await this.users.getById(userId));
  }

  /** @throws LastOwner when nobody would be left who may do everything. */
  async remove(member: Member, userId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const found = await this.lock(tx, member.workspaceId, userId);
      await this.assertOtherOwner(tx, found);
      await ofWorkspace(tx, WorkspaceMember, member.workspaceId).delete({ id: found.id });
    });
    await this.memberships.changed(member.workspaceId, userId);
  }

  /**
   * The membership, with the workspace locked: two owners who step down at once must not both see
   * the other one.
   */
  private async lock(
    tx: EntityManager,
    workspaceId: string,
    userId: string,
  ): Promise<WorkspaceMember> {
    await tx.findOne(Workspace, {
      where: { id: workspaceId },
      lock: { mode: 'pessimistic_write' },
    });
    const row = await ofWorkspace(tx, WorkspaceMember, workspaceId).findOne({ userId });
    if (!row) throw new NotFound('member');
    return row;
  }

  private async assertOtherOwner(tx: EntityManager, row: WorkspaceMember): Promise<void> {
    if (row.role !== 'owner') return;
    const owners = await ofWorkspace(tx, WorkspaceMember, row.workspaceId).count({ role: 'owner' });
    if (owners < 2) throw new LastOwner();
  }
}

const toMemberDto = (
  row: { userId: string; role: WorkspaceRole; createdAt: Date },
  account: Pick<Account, 'email' | 'name'>,
): MemberDto => ({
  userId: row.userId,
  email: account.email,
  name: account.name,
  role: row.role,
  joinedAt: row.createdAt.toISOString(),
});
