import type {
  DeepPartial,
  EntityManager,
  EntityTarget,
  FindManyOptions,
  FindOneOptions,
  FindOptionsWhere,
} from 'typeorm';
import { isId } from '../ids.js';

/** A row that belongs to a workspace. */
export interface TenantRow {
  id: string;
  workspaceId: string;
}

/**
 * The rows of one workspace. Whatever belongs to a workspace is read and written through this, so
 * that no query can forget the workspace: it is part of every condition and of every new row.
 * @throws Error when the workspace id is missing; that is a fault of the program, not of a caller.
 */
export function ofWorkspace<Row extends TenantRow>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  workspaceId: string,
) {
  if (!isId(workspaceId)) throw new Error('A tenant query needs a workspace id.');
  const scoped = (where: FindOptionsWhere<Row> = {}): FindOptionsWhere<Row> => ({
    ...where,
    workspaceId,
  });
  return {
    findOne: (where: FindOptionsWhere<Row>, options: Omit<FindOneOptions<Row>, 'where'> = {}) =>
      manager.findOne(entity, { ...options, where: scoped(where) }),
    find: (where: FindOptionsWhere<Row> = {}, options: Omit<FindManyOptions<Row>, 'where'> = {}) =>
      manager.find(entity, { ...options, where: scoped(where) }),
    count: (where: FindOptionsWhere<Row> = {}) => manager.countBy(entity, scoped(where)),
    /** Inserts a new row; fails when the id exists. */
    insert: async (row: Omit<Row, 'workspaceId'> & DeepPartial<Row>): Promise<Row> => {
      const created = manager.create(entity, { ...row, workspaceId } as DeepPartial<Row>);
      await manager.insert(entity, created as never);
      return created;
    },
    /** How many rows changed. */
    update: async (where: FindOptionsWhere<Row>, changes: Partial<Row>): Promise<number> =>
      (await manager.update(entity, scoped(where), changes as never)).affected ?? 0,
    delete: async (where: FindOptionsWhere<Row>): Promise<number> =>
      (await manager.delete(entity, scoped(where))).affected ?? 0,
  };
}

/** True for a violation of the unique constraint or index with this name (SQLSTATE 23505). */
export function violates(error: unknown, constraint: string): boolean {
  const cause = (error as { driverError?: unknown }).driverError ?? error;
  const { code, constraint: name } = cause as { code?: string; constraint?: string };
  return code === '23505' && name === constraint;
}
