import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { UserPrincipal } from '../../core/auth/principal.js';
import { AppConfig } from '../../core/config/config.js';
import { ValidationFailed } from '../../core/errors/domain-error.js';
import { toUserDto } from '../users/user.dto.js';
import { normalizeEmail, UsersService, type Account } from '../users/users.service.js';
import { WorkspacesService } from '../workspaces/workspaces.service.js';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from './access-tokens.js';
import type { LoginDto, RegisterDto, SetupDto, SignedInDto } from './auth.dto.js';
import { RegistrationClosed, WrongCredentials } from './auth.errors.js';
import { LoginThrottle } from './login-throttle.js';
import type { ChangePasswordDto } from './me.dto.js';
import { faultOfPassword } from './password-rules.js';
import { hashPassword, verifyNothing, verifyPassword } from './passwords.js';
import { SessionsService, type Device, type IssuedSession } from './sessions.service.js';

// One number for all processes: only one of two first accounts made at once may become admin.
const FIRST_ACCOUNT_LOCK = 7_220_041_117;

/** Signing up, in and on. */
@Injectable()
export class AuthService {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly users: UsersService,
    private readonly workspaces: WorkspacesService,
    private readonly sessions: SessionsService,
    private readonly tokens: AccessTokens,
    private readonly throttle: LoginThrottle,
  ) {}

  /** What the sign-up page needs to know. */
  async setup(): Promise<SetupDto> {
    return {
      needsFirstAccount: await this.users.isEmpty(),
      registration: this.config.env.REGISTRATION,
    };
  }

  /** A new account with its personal workspace, signed in. The first account becomes admin. */
  async register(input: RegisterDto, device: Device): Promise<SignedInDto> {
    await this.assertMayRegister(this.db.manager);
    assertGoodPassword(input.password, input.email, '#/password');
    const attempt = await this.throttle.begin({ kind: 'register', address: device.address });
    const passwordHash = await hashPassword(input.password);
    const { user, session } = await this.db.transaction(async (tx) => {
      const platformRole = await this.assertMayRegister(tx);
      const created = await this.users.create(tx, { ...input, passwordHash, platformRole });
      await this.workspaces.createPersonal(tx, created);
      return { user: created, session: await this.sessions.begin(tx, created.id, device) };
    });
    await attempt.succeeded();
    return this.signedIn(user, session);
  }

  /** @throws WrongCredentials, the same and as late for an unknown account as for a wrong password. */
  async login(input: LoginDto, device: Device): Promise<SignedInDto> {
    const email = normalizeEmail(input.email);
    const attempt = await this.throttle.begin({ kind: 'login', email, address: device.address });
    const user = await this.users.findByEmail(email);
    const isRight = user
      ? await verifyPassword(input.password, user.passwordHash)
      : await verifyNothing(input.password);
    if (!user || !isRight || user.disabledAt !== null) throw new WrongCredentials();
    const session = await this.db.transaction(async (tx) => {
      // A change of the password ends all sessions: none may begin with the old one meanwhile.
      if (!(await this.users.holdCredentials(tx, user))) throw new WrongCredentials();
      return this.sessions.begin(tx, user.id, device);
    });
    await attempt.succeeded();
    return this.signedIn(user, session);
  }

  /** The next pair of tokens of a session. */
  async refresh(refreshToken: string, device: Device): Promise<SignedInDto> {
    const session = await this.sessions.rotate(refreshToken, device);
    return this.signedIn(await this.users.getById(session.userId), session);
  }

  /** Ends the session of this refresh token. */
  async logout(refreshToken: string): Promise<void> {
    await this.sessions.endByToken(refreshToken);
  }

  /** Changes the password and ends every other session of the account. */
  async changePassword(
    principal: UserPrincipal,
    input: ChangePasswordDto,
    address: string,
  ): Promise<void> {
    const user = await this.users.getCredentials(principal.userId);
    const attempt = await this.throttle.begin({ kind: 'login', email: user.email, address });
    if (!(await verifyPassword(input.currentPassword, user.passwordHash))) {
      throw new ValidationFailed([
        { pointer: '#/currentPassword', detail: 'This is not your current password.' },
      ]);
    }
    await attempt.succeeded();
    assertGoodPassword(input.newPassword, user.email, '#/newPassword');
    const passwordHash = await hashPassword(input.newPassword);
    await this.sessions.endOthers(principal, (tx) =>
      this.users.setPasswordHash(tx, user.id, passwordHash),
    );
  }

  /** The role of the account to be made. Within a transaction the answer holds until its end. */
  private async assertMayRegister(manager: EntityManager): Promise<'admin' | 'maker'> {
    if (manager.queryRunner)
      await manager.query('SELECT pg_advisory_xact_lock($1)', [FIRST_ACCOUNT_LOCK]);
    if (await this.users.isEmpty(manager)) return 'admin';
    const { REGISTRATION } = this.config.env;
    if (REGISTRATION !== 'open') throw new RegistrationClosed(REGISTRATION);
    return 'maker';
  }

  private signedIn(user: Account, { sessionId, refreshToken }: IssuedSession): SignedInDto {
    return {
      user: toUserDto(user),
      accessToken: this.tokens.sign({ userId: user.id, sessionId }),
      refreshToken,
      expiresIn: ACCESS_TOKEN_SECONDS,
    };
  }
}

function assertGoodPassword(password: string, email: string, pointer: string): void {
  const detail = faultOfPassword(password, normalizeEmail(email));
  if (detail !== null) throw new ValidationFailed([{ pointer, detail }]);
}
