import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PlatformRole } from '../../core/auth/principal.js';

/** Somebody who can sign in. */
@Entity('users')
export class User {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'users_pkey' }) id!: string;
  /** Normalised by `normalizeEmail`. */
  @Index('users_email_key', { unique: true })
  @Column('text')
  email!: string;
  @Column('text') name!: string;
  @Column('text') platformRole!: PlatformRole;
  /** Argon2id as a PHC string. */
  @Column('text') passwordHash!: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
  /** Set: the account cannot sign in and its sessions are over. */
  @Column('timestamptz', { nullable: true }) disabledAt!: Date | null;
}
