import { Transform } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsNotIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { PageQueryDto } from '../../core/page-query.dto.js';
import { RESERVED_SLUGS, SLUG } from './slug.js';

const trimmed = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim() : value;
/** The definition as it was sent: the engine refuses keys that class-transformer would quietly drop. */
const untouched = ({ obj, key }: { obj: Record<string, unknown>; key: string }): unknown =>
  obj[key];
/** Like IsOptional, but `null` is not the same as leaving a field out. */
const IfGiven = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined);

const ONE_LINE = { message: 'name is one line of text' };
const SLUG_RULE = {
  message:
    'slug has lower-case letters, digits and single hyphens between them, such as "invoice-triage"',
};

export class CreateToolDto {
  /** What people call it. */
  @Transform(trimmed)
  @Length(1, 100)
  @Matches(/^\P{Cc}*$/u, ONE_LINE)
  name!: string;
  /** Its name in addresses. Left out: made from the name. */
  @IfGiven()
  @MaxLength(60)
  @Matches(SLUG, SLUG_RULE)
  @IsNotIn(RESERVED_SLUGS)
  slug?: string;
  /** What it is for. Left out: the template's. */
  @IfGiven()
  @Transform(trimmed)
  @IsString()
  @MaxLength(2000)
  description?: string;
  /** Key of the template to begin with, see GET /api/v1/templates. */
  @IfGiven()
  @IsString()
  @MaxLength(60)
  template?: string;
  /** Definition to begin with, instead of a template. Without either: a small tool that works. */
  @IfGiven()
  @Transform(untouched)
  @IsObject()
  definition?: Record<string, unknown>;
}

export class UpdateToolDto {
  /** What people call it. */
  @IfGiven()
  @Transform(trimmed)
  @Length(1, 100)
  @Matches(/^\P{Cc}*$/u, ONE_LINE)
  name?: string;
  /** Its name in addresses. Callers of the old address get 404 from then on. */
  @IfGiven()
  @MaxLength(60)
  @Matches(SLUG, SLUG_RULE)
  @IsNotIn(RESERVED_SLUGS)
  slug?: string;
  /** What it is for. */
  @IfGiven()
  @Transform(trimmed)
  @IsString()
  @MaxLength(2000)
  description?: string;
}

export class ListToolsDto extends PageQueryDto {
  /** Words that the name, slug or description contains. */
  @IsOptional()
  @Transform(trimmed)
  @IsString()
  @MaxLength(100)
  search?: string;
  /** `true` lists the archived tools instead of the others. */
  @IsOptional()
  @IsIn(['true', 'false'])
  archived?: 'true' | 'false';
}

export class SaveDraftDto {
  /** The whole definition, see the reference of step kinds. */
  @Transform(untouched)
  @IsObject()
  definition!: Record<string, unknown>;
}

export class PublishDto {
  /** What is new, for those who use the tool. */
  @IfGiven()
  @Transform(trimmed)
  @IsString()
  @MaxLength(2000)
  notes?: string;
}

export class SetLiveDto {
  /** Number of the version that callers get from now on. */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  number!: number;
}

/** A tool in a list. */
export class ToolSummaryDto {
  id!: string;
  /** Its name in addresses, unique in the workspace. */
  slug!: string;
  name!: string;
  description!: string;
  /** Number of the version that callers get; null when nothing was published yet. */
  liveVersion!: number | null;
  /** True when the draft differs from what callers get. */
  hasUnpublishedChanges!: boolean;
  /** Since when it is put away; null while it is in use. */
  archivedAt!: string | null;
  createdAt!: string;
  updatedAt!: string;
}

export class DraftDto {
  definition!: Record<string, unknown>;
  /** Number of this state of the draft; send it as If-Match with the next save. */
  revision!: number;
  savedAt!: string;
}

/** A tool with its draft. */
export class ToolDto extends ToolSummaryDto {
  draft!: DraftDto;
}

export class ToolPageDto {
  items!: ToolSummaryDto[];
  /** Give it as `cursor` to get the next page; null on the last page. */
  nextCursor!: string | null;
}

/** A published version. */
export class ToolVersionSummaryDto {
  id!: string;
  /** 1, 2, 3, ... */
  number!: number;
  notes!: string;
  /** True for the version that callers get. */
  isLive!: boolean;
  createdAt!: string;
}

/** A published version with its definition. */
export class ToolVersionDto extends ToolVersionSummaryDto {
  definition!: Record<string, unknown>;
}

export class ToolVersionPageDto {
  items!: ToolVersionSummaryDto[];
  /** Give it as `cursor` to get the next page; null on the last page. */
  nextCursor!: string | null;
}

export class FaultDto {
  /** JSON pointer into the definition, for example "#/steps/0/with/url". */
  pointer!: string;
  /** What is wrong there, and what to do. */
  detail!: string;
}

export class PlannedStepDto {
  id!: string;
  kind!: string;
  /** Ids of the steps that must be done first. */
  needs!: string[];
}

export class PlanDto {
  /** Every step comes after those it needs. */
  steps!: PlannedStepDto[];
  /** True when no step has an effect or a cost. */
  pure!: boolean;
  /** True when a step asks a language model, so that a provider must be connected. */
  needsProvider!: boolean;
}

export class DraftCheckDto {
  /** Everything that is wrong; empty when the definition can be saved. */
  faults!: FaultDto[];
  /** What would be carried out; null when there are faults. */
  plan!: PlanDto | null;
}
