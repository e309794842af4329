import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

export const PROVIDER_KINDS = ['openai-compatible', 'anthropic'] as const;
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

export const MODEL_CAPABILITIES = ['images', 'structured-output', 'tools', 'reasoning'] as const;
export type ModelCapability = (typeof MODEL_CAPABILITIES)[number];

/** A model as its provider's owner describes it; `null` where nothing is known. */
export interface ProviderModel {
  name: string;
  /** US dollars per million tokens. */
  inputPricePerMillion: number | null;
  outputPricePerMillion: number | null;
  /** Tokens of prompt and answer together. */
  contextSize: number | null;
  capabilities: ModelCapability[];
}

/** A connection to a model server. */
@Entity('providers')
export class Provider {
  @PrimaryColumn('uuid') id!: string;
  /** `null`: the platform's, for every workspace. */
  @Column('uuid', { nullable: true }) workspaceId!: string | null;
  @Column('text') slug!: string;
  @Column('text') kind!: ProviderKind;
  @Column('text') name!: string;
  @Column('text') baseUrl!: string;
  /** Opened by `SecretBox` only. */
  @Column('text', { nullable: true }) sealedApiKey!: string | null;
  @Column('jsonb') models!: ProviderModel[];
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
  @UpdateDateColumn({ type: 'timestamptz' }) updatedAt!: Date;
}
