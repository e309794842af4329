import { DomainError } from '../../core/errors/domain-error.js';

export class SlugTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'workspace-slug-taken';
  constructor(slug: string) {
    super(
      `The address "${slug}" is taken. Choose another slug, or leave it out to get a free one.`,
    );
  }
}

export class AlreadyMember extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'already-a-member';
  constructor() {
    super('This account is a member already. Change its role instead.');
  }
}

export class LastOwner extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'last-owner';
  constructor() {
    super('A workspace needs an owner. Make another member owner first.');
  }
}
