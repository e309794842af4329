import { DomainError } from '../../core/errors/domain-error.js';

export class ProviderSlugTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'provider-slug-taken';
  constructor(slug: string) {
    super(`A provider with the slug "${slug}" is there already. Choose another one.`, { slug });
  }
}

export class ProviderLimitReached extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'provider-limit-reached';
  constructor(limit: number) {
    super(`At most ${limit} providers can be connected. Remove one that is not used.`, { limit });
  }
}

export class AliasLimitReached extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'model-alias-limit-reached';
  constructor(limit: number) {
    super(`A workspace has at most ${limit} model aliases. Remove one that is not used.`, {
      limit,
    });
  }
}
