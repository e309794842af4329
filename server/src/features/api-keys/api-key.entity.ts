import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApiScope } from '../../core/auth/principal.js';

/** A key with which a program calls the tools of one workspace. */
@Entity('api_keys')
export class ApiKey {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') workspaceId!: string;
  @Column('text') name!: string;
  /** First characters of the secret, to tell keys apart in a list. */
  @Column('text') prefix!: string;
  /** sha-256 of the secret; the secret itself is never stored. */
  @Column('text') secretHash!: string;
  @Column('text', { array: true }) scopes!: ApiScope[];
  /** `null`: every tool of the workspace. */
  @Column('uuid', { array: true, nullable: true }) toolIds!: string[] | null;
  @Column('timestamptz', { nullable: true }) expiresAt!: Date | null;
  /** To the minute; see ApiKeyUse. */
  @Column('timestamptz', { nullable: true }) lastUsedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;
  @Column('uuid', { nullable: true }) createdBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
}
