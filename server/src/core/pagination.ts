import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { ValidationFailed } from './errors/domain-error.js';
import { isId } from './ids.js';

/** Query of every list. Lists are sorted newest first; ids are UUIDv7, so the id is the key. */
export class PageQueryDto {
  /** How many items at most, 1 to 100. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 25;

  /** `nextCursor` of the page before. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'cursor must be the nextCursor of an earlier page' })
  cursor?: string;
}

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
