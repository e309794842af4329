import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** Where makers keep their tools and share them. */
@Entity('workspaces')
export class Workspace {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'workspaces_pkey' }) id!: string;
  /** Part of the address of every tool in it, so it never changes. */
  @Index('workspaces_slug_key', { unique: true })
  @Column('text')
  slug!: string;
  @Column('text') name!: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}
