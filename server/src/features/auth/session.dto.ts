import type { Session } from './session.entity.js';

/** One sign-in that still works. */
export class SessionDto {
  /** Id of the session. */
  id!: string;
  /** The one that asks. */
  current!: boolean;
  /** As the browser names itself. */
  userAgent!: string;
  /** Address of its last use. */
  address!: string;
  /** When it began. */
  createdAt!: string;
  /** When it last got new tokens. */
  lastUsedAt!: string;
  /** When it ends unless it is used before. */
  expiresAt!: string;
}

export class SessionPageDto {
  /** Newest first. */
  items!: SessionDto[];
  /** Give it as `cursor` to get the next page; null on the last page. */
  nextCursor!: string | null;
}

export const toSessionDto = (session: Session, currentId: string): SessionDto => ({
  id: session.id,
  current: session.id === currentId,
  userAgent: session.userAgent,
  address: session.address,
  createdAt: session.createdAt.toISOString(),
  lastUsedAt: session.lastUsedAt.toISOString(),
  expiresAt: session.expiresAt.toISOString(),
});
