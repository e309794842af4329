import { IsNull, type FindOptionsWhere } from 'typeorm';
import { isId } from '../../core/ids.js';
import type { Provider } from './provider.entity.js';

/** Whose providers are meant: a workspace's (every `Member` is one), or the platform's. */
export interface Owner {
  workspaceId: string | null;
}

/** The providers of the platform: the admin's, usable by all workspaces. */
export const PLATFORM: Owner = { workspaceId: null };

/** The condition that every query on providers carries. */
export function ownedBy(owner: Owner): FindOptionsWhere<Provider> {
  if (owner.workspaceId === null) return { workspaceId: IsNull() };
  if (!isId(owner.workspaceId)) throw new Error('A tenant query needs a workspace id.');
  return { workspaceId: owner.workspaceId };
}
