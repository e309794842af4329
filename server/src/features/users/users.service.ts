import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import type { PlatformRole } from '../../core/auth/principal.js';
import { violates } from '../../core/db/tenant.js';
import { NotFound } from '../../core/errors/domain-error.js';
import { newId } from '../../core/ids.js';
import { User } from './user.entity.js';
import { EmailTaken } from './users.errors.js';

/** E-mail addresses are the same when they differ only in case or space around them. */
export const normalizeEmail = (email: string): string => email.trim().toLowerCase();

/** What another slice may know of an account. */
export type Account = Pick<User, 'id' | 'email' | 'name' | 'platformRole' | 'disabledAt'>;

/** With what is needed to check a password; for the auth slice. */
export type Credentials = Account & Pick<User, 'passwordHash'>;

/** Accounts: making, finding and changing them. Signing in is the auth slice's. */
@Injectable()
export class UsersService {
  constructor(private readonly db: DataSource) {}

  /** True until the first account was made. */
  async isEmpty(tx: EntityManager = this.db.manager): Promise<boolean> {
    return !(await tx.exists(User));
  }

  /** @throws EmailTaken when another account has this address, also when it was made just now. */
  async create(
    tx: EntityManager,
    input: { email: string; name: string; passwordHash: string; platformRole: PlatformRole },
  ): Promise<Account> {
    const user = tx.create(User, {
      ...input,
      id: newId(),
      email: normalizeEmail(input.email),
      disabledAt: null,
    });
    try {
      await tx.insert(User, user);
    } catch (error) {
      if (violates(error, 'users_email_key')) throw new EmailTaken({ cause: error });
      throw error;
    }
    return user;
  }

  /** With the hash of the password, for signing in. */
  findByEmail(email: string): Promise<Credentials | null> {
    return this.db.manager.findOneBy(User, { email: normalizeEmail(email) });
  }

  /** @throws NotFound */
  getById(id: string): Promise<Account> {
    return this.getCredentials(id);
  }

  /** With the hash of the password, for changing it. @throws NotFound */
  async getCredentials(id: string): Promise<Credentials> {
    const user = await this.db.manager.findOneBy(User, { id });
    if (!user) throw new NotFound('account');
    return user;
  }

  /** Keeps the credentials from changing until the end of the transaction; false when they have. */
  async holdCredentials(tx: EntityManager, { id, passwordHash }: Credentials): Promise<boolean> {
    const where = { id, passwordHash };
    return (await tx.findOne(User, { where, lock: { mode: 'pessimistic_read' } })) !== null;
  }

  /** Those accounts by their id. */
  async listByIds(ids: string[]): Promise<Map<string, Account>> {
    const users = await this.db.manager.findBy(User, { id: In(ids) });
    return new Map(users.map((user) => [user.id, user]));
  }

  async rename(id: string, name: string): Promise<void> {
    await this.db.manager.update(User, { id }, { name });
  }

  async setPasswordHash(tx: EntityManager, id: string, passwordHash: string): Promise<void> {
    await tx.update(User, { id }, { passwordHash });
  }
}
