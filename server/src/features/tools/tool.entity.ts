import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ToolVersion } from './tool-version.entity.js';

/** A tool of a workspace, with the draft that its makers work on. */
@Entity('tools')
export class Tool {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') workspaceId!: string;
  @Column('text') slug!: string;
  @Column('text') name!: string;
  @Column('text') description!: string;
  /** Large, so it comes only where it is asked for. */
  @Column('json', { select: false }) draftDefinition!: object;
  @Column('text') draftHash!: string;
  /** Raised by every save of the draft; what `If-Match` is compared with. */
  @Column('int') draftRevision!: number;
  @Column('timestamptz') draftSavedAt!: Date;
  @Column('uuid', { nullable: true }) liveVersionId!: string | null;
  @ManyToOne(() => ToolVersion, { nullable: true })
  @JoinColumn({ name: 'live_version_id' })
  liveVersion?: Relation<ToolVersion> | null;
  @Column('timestamptz', { nullable: true }) archivedAt!: Date | null;
  /** `null` when an API key made it, or the account is gone. */
  @Column('uuid', { nullable: true }) createdBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
