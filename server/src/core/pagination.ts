import { ValidationFailed } from './errors/domain-error.js';
import { isId } from './ids.js';

export interface Page<T> {
  items: T[];
  /** Give it as `cursor` to get the next page; null on the last page. */
  nextCursor: string | null;
}

/** The id that the page starts after, or undefined on the first page. */
export function idOfCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const id = Buffer.from(cursor, 'base64url').toString('latin1');
  if (!isId(id)) {
    throw new ValidationFailed([
      { pointer: '#/cursor', detail: 'Use the nextCursor of an earlier page.' },
    ]);
  }
  return id;
}

/** Makes a page of `limit + 1` rows, the extra one telling whether there is more. */
export function toPage<Row extends { id: string }, T>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    nextCursor:
      rows.length > limit && last ? Buffer.from(last.id, 'latin1').toString('base64url') : null,
  };
}
