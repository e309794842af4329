import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsISO8601,
  IsIn,
  IsOptional,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';
import { API_SCOPES } from '../../core/auth/principal.js';

export class CreateApiKeyDto {
  /** Where the key is used, for example "web shop". */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @Length(1, 80)
  @Matches(/^\P{Cc}*$/u, { message: 'name is one line of text' })
  name!: string;
  /** What it may do: run tools, read runs, read tools, change tools. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(API_SCOPES, { each: true })
  scopes!: ('runs:create' | 'runs:read' | 'tools:read' | 'tools:write')[];
  /** Slugs of the only tools it may use. Left out: all of the workspace, also later ones. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @MaxLength(60, { each: true })
  tools?: string[] | null;
  /** When it stops working. Left out: never. */
  @IsOptional()
  @IsISO8601({ strict: true })
  expiresAt?: string | null;
}

/** A key in a list. */
export class ApiKeyDto {
  id!: string;
  name!: string;
  /** First characters of the secret, such as "apm_x7Kq2mPa". */
  prefix!: string;
  scopes!: ('runs:create' | 'runs:read' | 'tools:read' | 'tools:write')[];
  /** Slugs of the only tools it may use; null: all of the workspace. */
  tools!: string[] | null;
  expiresAt!: string | null;
  /** To the minute; null when it was never used. */
  lastUsedAt!: string | null;
  createdAt!: string;
}

export class CreatedApiKeyDto extends ApiKeyDto {
  /** The key itself. It is shown in this answer only: keep it in a safe place. */
  secret!: string;
}

export class ApiKeyPageDto {
  items!: ApiKeyDto[];
  /** Give it as `cursor` to get the next page; null on the last page. */
  nextCursor!: string | null;
}
