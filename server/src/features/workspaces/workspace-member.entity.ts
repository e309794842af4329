import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import type { WorkspaceRole } from '../../core/auth/principal.js';

/** An account's place in a workspace. */
@Entity('workspace_members')
@Index('workspace_members_user_key', ['workspaceId', 'userId'], { unique: true })
export class WorkspaceMember {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'workspace_members_pkey' }) id!: string;
  @Column('uuid') workspaceId!: string;
  @Index('workspace_members_user_id_idx')
  @Column('uuid')
  userId!: string;
  @Column('text') role!: WorkspaceRole;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}
