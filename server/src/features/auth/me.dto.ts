import { IsString, Length } from 'class-validator';
import { DisplayName } from '../../core/display-name.js';
import { UserDto } from '../users/user.dto.js';

/** A workspace of the account that is signed in. */
export class MyWorkspaceDto {
  /** Id of the workspace. */
  id!: string;
  /** Its name in addresses. */
  slug!: string;
  /** What people read. */
  name!: string;
  /** The account's role in it. */
  role!: 'owner' | 'editor' | 'runner';
}

/** The account that is signed in. */
export class MeDto extends UserDto {
  /** The workspace that it began with first. */
  workspaces!: MyWorkspaceDto[];
}

export class UpdateMeDto {
  /** What other makers read. */
  @DisplayName() name!: string;
}

export class ChangePasswordDto {
  /** The password until now. */
  @IsString()
  @Length(1, 200)
  currentPassword!: string;
  /** 10 to 200 characters, not the e-mail address, not a well-known password. */
  @IsString()
  @Length(10, 200)
  newPassword!: string;
}
