import { Transform } from 'class-transformer';
import { IsEmail, IsIn, MaxLength } from 'class-validator';
import { WORKSPACE_ROLES } from '../../core/auth/principal.js';
import { trimmed } from '../../core/display-name.js';

export class AddMemberDto {
  /** Address of an account that exists. */
  @Transform(trimmed)
  @IsEmail()
  @MaxLength(254)
  email!: string;
  /** owner: everything; editor: makes tools; runner: runs published tools. */
  @IsIn(WORKSPACE_ROLES) role!: 'owner' | 'editor' | 'runner';
}

export class UpdateMemberDto {
  /** owner: everything; editor: makes tools; runner: runs published tools. */
  @IsIn(WORKSPACE_ROLES) role!: 'owner' | 'editor' | 'runner';
}

/** An account in a workspace. */
export class MemberDto {
  /** Id of the account. */
  userId!: string;
  /** Address that the account signs in with. */
  email!: string;
  /** What people read. */
  name!: string;
  /** owner: everything; editor: makes tools; runner: runs published tools. */
  role!: 'owner' | 'editor' | 'runner';
  /** Since when. */
  joinedAt!: string;
}

export class MemberPageDto {
  /** Those who came last first. */
  items!: MemberDto[];
  /** Give it as `cursor` to get the next page; null on the last page. */
  nextCursor!: string | null;
}
