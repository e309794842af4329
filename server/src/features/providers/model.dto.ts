import { Transform } from 'class-transformer';
import { IsString, Length, Matches } from 'class-validator';
import type { ModelCapability } from './provider.entity.js';

/** Letters, digits and inner hyphens; a slash would make it `provider/model`. */
export const ALIAS = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export class AliasParamsDto {
  /** Slug of the workspace. */
  @IsString()
  workspace!: string;
  /** For example "default" or "fast". */
  @Length(1, 40)
  @Matches(ALIAS, {
    message: 'alias has lower-case letters, digits and single hyphens between them',
  })
  alias!: string;
}

export class SetModelAliasDto {
  /** Slug of a provider of the workspace or of the platform. */
  @IsString()
  @Length(1, 40)
  provider!: string;
  /** Name of the model, as the provider calls it. */
  @Transform(({ value }: { value: unknown }): unknown =>
    typeof value === 'string' ? value.trim() : value,
  )
  @IsString()
  @Length(1, 200)
  model!: string;
}

export class ModelAliasDto {
  alias!: string;
  /** Slug of the provider. */
  provider!: string;
  /** Name of the model. */
  model!: string;
  /** False when the provider is not connected any more, or does not list the model. */
  available!: boolean;
}

export class ModelDto {
  /** What a step writes: `provider/model`. */
  id!: string;
  name!: string;
  /** Slug of the provider. */
  provider!: string;
  providerName!: string;
  /** Of a provider that the admin connected for everybody. */
  platform!: boolean;
  /** US dollars per million tokens of the prompt. */
  inputPricePerMillion!: number | null;
  /** US dollars per million tokens of the answer. */
  outputPricePerMillion!: number | null;
  /** Tokens of prompt and answer together. */
  contextSize!: number | null;
  capabilities!: ModelCapability[];
}

export class ModelProviderDto {
  slug!: string;
  name!: string;
  /** Of the platform: the admin connected it for everybody. */
  platform!: boolean;
}

export class ModelsDto {
  /** Names that stand for a model. `default` is there as soon as a provider lists a model. */
  aliases!: ModelAliasDto[];
  models!: ModelDto[];
  /** Connected providers, also those that list no models. */
  providers!: ModelProviderDto[];
}
