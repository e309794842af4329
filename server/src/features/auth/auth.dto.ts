import { Transform } from 'class-transformer';
import { IsEmail, IsString, Length, MaxLength } from 'class-validator';
import { DisplayName, trimmed } from '../../core/display-name.js';
import { UserDto } from '../users/user.dto.js';

export class RegisterDto {
  /** The address to sign in with. */
  @Transform(trimmed)
  @IsEmail()
  @MaxLength(254)
  email!: string;
  /** 10 to 200 characters, not the e-mail address, not a well-known password. */
  @IsString()
  @Length(10, 200)
  password!: string;
  /** What other makers read. */
  @DisplayName() name!: string;
}

export class LoginDto {
  /** In any case. */
  @Transform(trimmed)
  @IsEmail()
  @MaxLength(254)
  email!: string;
  /** The password of the account. */
  @IsString()
  @Length(1, 200)
  password!: string;
}

export class RefreshDto {
  /** The newest refresh token of the session; it works once. */
  @IsString()
  @MaxLength(100)
  refreshToken!: string;
}

/** A session that has begun or goes on. */
export class SignedInDto {
  /** Who signed in. */
  user!: UserDto;
  /** Bearer for the API. */
  accessToken!: string;
  /** Gives the next pair of tokens, once. */
  refreshToken!: string;
  /** Seconds until the access token ends. */
  expiresIn!: number;
}

/** What the sign-up page needs to know. */
export class SetupDto {
  /** True until somebody made the first account, which becomes the administrator's. */
  needsFirstAccount!: boolean;
  /** Who may make an account after the first one. */
  registration!: 'open' | 'invitation' | 'closed';
}
