import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import {
  MODEL_CAPABILITIES,
  PROVIDER_KINDS,
  type ModelCapability,
  type Provider,
  type ProviderKind,
} from './provider.entity.js';
import { PROVIDER_SLUG } from './slug.js';

const trimmed = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim() : value;
/** Like IsOptional, but `null` is not the same as leaving a field out. */
const IfGiven = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined);

const ONE_LINE = { message: '$property is one line of text' };
// Keys travel in a header, which takes visible ASCII only.
const KEY_RULE = { message: 'apiKey has letters, digits and signs without spaces' };

export class ProviderModelDto {
  /** As the model server calls it, for example "llama3.2:3b". */
  @Transform(trimmed)
  @Length(1, 200)
  @Matches(/^\P{Cc}*$/u, ONE_LINE)
  name!: string;
  /** US dollars per million tokens of the prompt; null: not known, so that runs have no cost. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1_000_000)
  inputPricePerMillion?: number | null;
  /** US dollars per million tokens of the answer; null: not known. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1_000_000)
  outputPricePerMillion?: number | null;
  /** Tokens of prompt and answer together; null: not known. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000_000)
  contextSize?: number | null;
  /** What the model can do besides text. */
  @IfGiven()
  @IsArray()
  @ArrayUnique()
  @IsIn(MODEL_CAPABILITIES, { each: true })
  capabilities?: ModelCapability[];
}

export class CreateProviderDto {
  /** How the model server is spoken to. */
  @IsIn(PROVIDER_KINDS)
  kind!: ProviderKind;
  /** What people call it, for example "Ollama". */
  @Transform(trimmed)
  @Length(1, 80)
  @Matches(/^\P{Cc}*$/u, ONE_LINE)
  name!: string;
  /** First part of `provider/model`. Left out: made from the name. It cannot be changed later. */
  @IfGiven()
  @MaxLength(40)
  @Matches(PROVIDER_SLUG, {
    message: 'slug has lower-case letters, digits and single hyphens between them',
  })
  slug?: string;
  /** Address up to and including the version, for example "http://localhost:11434/v1". */
  @Transform(trimmed)
  @IsString()
  @MaxLength(500)
  baseUrl!: string;
  /** Sent to the model server; never shown again. */
  @IfGiven()
  @Transform(trimmed)
  @MaxLength(2000)
  @Matches(/^[\x21-\x7e]+$/, KEY_RULE)
  apiKey?: string;
  /** Models that may be used. An empty list: any that the server has, without prices. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique((model: ProviderModelDto) => model.name, {
    message: 'models must have different names',
  })
  @ValidateNested({ each: true })
  @Type(() => ProviderModelDto)
  models?: ProviderModelDto[];
}

export class UpdateProviderDto {
  /** What people call it. */
  @IfGiven()
  @Transform(trimmed)
  @Length(1, 80)
  @Matches(/^\P{Cc}*$/u, ONE_LINE)
  name?: string;
  /** A new address forgets the stored key, unless a key comes with it. */
  @IfGiven()
  @Transform(trimmed)
  @IsString()
  @MaxLength(500)
  baseUrl?: string;
  /** A new key; null removes the stored one. Left out: it stays. */
  @IsOptional()
  @Transform(trimmed)
  @MaxLength(2000)
  @Matches(/^[\x21-\x7e]+$/, KEY_RULE)
  apiKey?: string | null;
  /** Replaces the whole list. */
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique((model: ProviderModelDto) => model.name, {
    message: 'models must have different names',
  })
  @ValidateNested({ each: true })
  @Type(() => ProviderModelDto)
  models?: ProviderModelDto[];
}

export class ProviderModelAnswerDto {
  name!: string;
  /** US dollars per million tokens of the prompt. */
  inputPricePerMillion!: number | null;
  /** US dollars per million tokens of the answer. */
  outputPricePerMillion!: number | null;
  /** Tokens of prompt and answer together. */
  contextSize!: number | null;
  capabilities!: ModelCapability[];
}

export class ProviderDto {
  id!: string;
  /** First part of `provider/model`. */
  slug!: string;
  kind!: ProviderKind;
  name!: string;
  baseUrl!: string;
  /** Whether a key is stored. The key itself is never shown. */
  hasKey!: boolean;
  models!: ProviderModelAnswerDto[];
  createdAt!: string;
  updatedAt!: string;
}

export class ProviderPageDto {
  items!: ProviderDto[];
  /** Give it as `cursor` to get the next page; null on the last page. */
  nextCursor!: string | null;
}

export class TestProviderDto {
  /** Model to ask for a word. Left out: the first of the provider's models. */
  @IfGiven()
  @IsString()
  @Length(1, 200)
  model?: string;
}

export class ProviderTestDto {
  /** The server answered well. */
  ok!: boolean;
  /** HTTP status of the server; null when it could not be reached. */
  status!: number | null;
  /** Time until the answer was complete, in milliseconds. */
  latencyMs!: number;
  /** What went wrong, in the words of the model server where it gave any. */
  error!: string | null;
  /** Models that the server says it has; empty when it does not say. */
  models!: string[];
  /** Model that was asked for a word; null when none was. */
  testedModel!: string | null;
}

/** What may be told about a provider. */
export const toProviderDto = (provider: Provider): ProviderDto => ({
  id: provider.id,
  slug: provider.slug,
  kind: provider.kind,
  name: provider.name,
  baseUrl: provider.baseUrl,
  hasKey: provider.sealedApiKey !== null,
  models: provider.models,
  createdAt: provider.createdAt.toISOString(),
  updatedAt: provider.updatedAt.toISOString(),
});
