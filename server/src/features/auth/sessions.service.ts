import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { PlatformRole, UserPrincipal } from '../../core/auth/principal.js';
import { Bus } from '../../core/bus/bus.js';
import { LocalCache } from '../../core/cache/local-cache.js';
import { LocalCacheMetrics } from '../../core/cache/local-cache-metrics.js';
import { Database } from '../../core/db/database.js';
import { NotFound } from '../../core/errors/domain-error.js';
import { newId } from '../../core/ids.js';
import type { PageQueryDto } from '../../core/page-query.dto.js';
import { idOfCursor, toPage, type Page } from '../../core/pagination.js';
import { SessionOver } from './auth.errors.js';
import { hashOf, isRefreshToken, newRefreshToken } from './refresh-token.js';
import { toSessionDto, type SessionDto } from './session.dto.js';
import { Session } from './session.entity.js';

/** A session ends when it is not used for this long, and at the latest after `MAX_AGE`. */
const MAX_IDLE = '30 days';
const MAX_AGE = '90 days';
/** Requests of one browser may race for the same refresh token; both get an answer this long. */
const GRACE = '20 seconds';

const ACTIVE_TTL_MS = 30_000;

/** Where a request came from, for the list of sessions. */
export interface Device {
  userAgent: string;
  address: string;
}

/** A session with the refresh token that continues it. */
export interface IssuedSession {
  sessionId: string;
  userId: string;
  refreshToken: string;
}

/**
 * Sessions and their refresh tokens. A token works once; a used one that comes back after the grace
 * window was stolen, or its successor was, and ends the session for both.
 */
@Injectable()
export class SessionsService {
  /** The role of the account of an active session, or null; asked on every request. */
  private readonly active = new LocalCache<PlatformRole | null>({
    maxWeight: 50_000,
    ttlMs: ACTIVE_TTL_MS,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly db: Database,
    private readonly bus: Bus,
    caches: LocalCacheMetrics,
  ) {
    caches.watch('sessions', this.active);
    bus.on('cache.dropped', (key) => (key === '*' ? this.active.clear() : this.active.drop(key)));
  }

  /** Begins a session. */
  async begin(tx: EntityManager, userId: string, device: Device): Promise<IssuedSession> {
    const sessionId = newId();
    await tx.query(
      `INSERT INTO sessions (id, user_id, user_agent, address, expires_at)
       VALUES ($1, $2, $3, $4, now() + $5::interval)`,
      [sessionId, userId, device.userAgent.slice(0, 300), device.address, MAX_IDLE],
    );
    return { sessionId, userId, refreshToken: await this.addToken(tx, sessionId) };
  }

  /**
   * Exchanges a refresh token for the next one.
   * @throws SessionOver when it is unknown, its session has ended, or it was used before.
   */
  async rotate(token: string, device: Device): Promise<IssuedSession> {
    if (!isRefreshToken(token)) throw new SessionOver();
    const found = await this.dataSource.transaction(async (tx) => {
      const [row] = (await tx.query(
        `SELECT s.id, s.user_id AS "userId", t.used_at IS NOT NULL AS used,
                t.used_at < now() - $2::interval AS stolen,
                s.revoked_at IS NULL AND s.expires_at > now() AND u.disabled_at IS NULL AS active
           FROM sessions s
           JOIN refresh_tokens t ON t.session_id = s.id
           JOIN users u ON u.id = s.user_id
          WHERE t.token_hash = $1`,
        [hashOf(token), GRACE],
      )) as {
        id: string;
        userId: string;
        used: boolean;
        stolen: boolean | null;
        active: boolean;
      }[];
      if (!row?.active) return null;
      if (row.stolen) {
        await tx.query('UPDATE sessions SET revoked_at = now() WHERE id = $1', [row.id]);
        return { revoked: row.id };
      }
      await tx.query(
        'UPDATE refresh_tokens SET used_at = coalesce(used_at, now()) WHERE token_hash = $1',
        [hashOf(token)],
      );
      await tx.query(
        `UPDATE sessions SET last_used_at = now(), user_agent = $2, address = $3,
                expires_at = least(now() + $4::interval, created_at + $5::interval)
          WHERE id = $1`,
        [row.id, device.userAgent.slice(0, 300), device.address, MAX_IDLE, MAX_AGE],
      );
      return {
        issued: {
          sessionId: row.id,
          userId: row.userId,
          refreshToken: await this.addToken(tx, row.id),
        },
      };
    });
    if (found?.issued) return found.issued;
    if (found?.revoked !== undefined) await this.ended([found.revoked]);
    throw new SessionOver();
  }

  /** Ends the session that a refresh token belongs to; nothing happens when there is none. */
  async endByToken(token: string): Promise<void> {
    const { rows } = await this.db.query<{ id: string }>(
      `UPDATE sessions s SET revoked_at = now()
         FROM refresh_tokens t
        WHERE t.session_id = s.id AND t.token_hash = $1 AND s.revoked_at IS NULL
        RETURNING s.id`,
      [hashOf(token)],
    );
    await this.ended(rows.map(({ id }) => id));
  }

  /** @throws NotFound when the account has no such active session. */
  async end(userId: string, sessionId: string): Promise<void> {
    const { rows } = await this.db.query<{ id: string }>(
      `UPDATE sessions SET revoked_at = now()
        WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL AND expires_at > now() RETURNING id`,
      [sessionId, userId],
    );
    if (rows.length === 0) throw new NotFound('session');
    await this.ended([sessionId]);
  }

  /** Ends every session of the account but this one, together with the change that is the reason. */
  async endOthers(
    { userId, sessionId }: UserPrincipal,
    change: (tx: EntityManager) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const ids = await this.dataSource.transaction(async (tx) => {
      await change(tx);
      const [rows] = (await tx.query(
        'UPDATE sessions SET revoked_at = now() WHERE user_id = $1 AND id <> $2 AND revoked_at IS NULL RETURNING id',
        [userId, sessionId],
      )) as [{ id: string }[], number];
      return rows.map(({ id }) => id);
    });
    await this.ended(ids);
  }

  /** One page of the active sessions of an account, newest first. */
  async list({ userId, sessionId }: UserPrincipal, query: PageQueryDto): Promise<Page<SessionDto>> {
    const sessions = this.dataSource.manager
      .createQueryBuilder(Session, 's')
      .where('s.user_id = :userId AND s.revoked_at IS NULL AND s.expires_at > now()', { userId })
      .orderBy('s.id', 'DESC')
      .take(query.limit + 1);
    const after = idOfCursor(query.cursor);
    if (after !== undefined) sessions.andWhere('s.id < :after', { after });
    return toPage(await sessions.getMany(), query.limit, (session) =>
      toSessionDto(session, sessionId),
    );
  }

  /** The platform role of the account when the session is active, else null. Mostly from memory. */
  findActive(sessionId: string): Promise<PlatformRole | null> {
    return this.active.get(keyOf(sessionId), async () => {
      const { rows } = await this.db.query<{ role: PlatformRole }>(
        `SELECT u.platform_role AS role FROM sessions s JOIN users u ON u.id = s.user_id
          WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now() AND u.disabled_at IS NULL`,
        [sessionId],
        'active_session',
      );
      return rows[0]?.role ?? null;
    });
  }

  /** Forgets sessions that are over, and used tokens too old to tell a theft. */
  async prune(): Promise<void> {
    await this.db.query(`DELETE FROM sessions WHERE expires_at < now() - interval '7 days'`);
    await this.db.query(`DELETE FROM sessions WHERE revoked_at < now() - interval '7 days'`);
    await this.db.query('DELETE FROM refresh_tokens WHERE used_at < now() - $1::interval', [
      MAX_IDLE,
    ]);
  }

  private async addToken(tx: EntityManager, sessionId: string): Promise<string> {
    const token = newRefreshToken();
    await tx.query('INSERT INTO refresh_tokens (token_hash, session_id) VALUES ($1, $2)', [
      hashOf(token),
      sessionId,
    ]);
    return token;
  }

  /** Access tokens of these sessions stop working: here now, elsewhere when the message arrives. */
  private async ended(sessionIds: string[]): Promise<void> {
    for (const key of sessionIds.map(keyOf)) {
      this.active.drop(key);
      await this.bus.publish('cache.dropped', key);
    }
  }
}

const keyOf = (sessionId: string): string => `session:${sessionId}`;
