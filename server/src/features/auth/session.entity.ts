import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** One sign-in on one device, and the family of refresh tokens that follow from it. */
@Entity('sessions')
@Index('sessions_user_id_idx', ['userId', 'id'])
export class Session {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sessions_pkey' }) id!: string;
  @Column('uuid') userId!: string;
  /** As the browser names itself, cut. */
  @Column('text') userAgent!: string;
  /** Address of the last use. */
  @Column('text') address!: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
  @Column('timestamptz') lastUsedAt!: Date;
  @Index('sessions_expires_at_idx')
  @Column('timestamptz')
  expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;
}
