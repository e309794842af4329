import type { PlatformRole } from '../../core/auth/principal.js';
import type { User } from './user.entity.js';

/** An account as it sees itself. */
export class UserDto {
  /** Id of the account. */
  id!: string;
  /** Lower-case. */
  email!: string;
  /** What other makers read. */
  name!: string;
  /** Role on the platform. */
  role!: 'admin' | 'maker';
}

export const toUserDto = (
  user: Pick<User, 'id' | 'email' | 'name'> & { platformRole: PlatformRole },
): UserDto => ({ id: user.id, email: user.email, name: user.name, role: user.platformRole });
