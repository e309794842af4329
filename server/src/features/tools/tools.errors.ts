import { DomainError, type FieldError } from '../../core/errors/domain-error.js';
import type { Fault } from '../../engine/types.js';

export class SlugTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'slug-taken';
  constructor(slug: string) {
    super(
      `Another tool of this workspace has the slug "${slug}" (an archived one counts). Choose another.`,
    );
  }
}

export class ToolArchived extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'tool-archived';
  constructor(slug: string) {
    super(`The tool "${slug}" is archived. Restore it first.`);
  }
}

export class ToolNotPublished extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'tool-not-published';
  constructor(slug: string) {
    super(`The tool "${slug}" has no published version yet. Publish its draft first.`);
  }
}

export class UnknownTemplate extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'unknown-template';
  constructor(key: string) {
    super('There is no such template. GET /api/v1/templates lists them.', {
      errors: [{ pointer: '#/template', detail: `There is no template "${key}".` }],
    });
  }
}

/** The definition does not compile. Pointers lead into the body, so they begin with `#/definition`. */
export class DefinitionInvalid extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'definition-invalid';
  constructor(faults: readonly Fault[]) {
    super('The definition cannot be used. See errors for each fault and its place.', {
      errors: faults.map(({ pointer, detail }): FieldError => ({
        pointer: `#/definition${pointer.replace(/^#/, '')}`,
        detail,
      })),
    });
  }
}

/** A stored version that this release of the engine no longer takes. */
export class VersionUnusable extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'version-unusable';
  constructor(slug: string, number: number | null, faults: readonly Fault[]) {
    const version = number === null ? 'The draft' : `Version ${number}`;
    super(
      `${version} of the tool "${slug}" cannot be used. Correct the draft and publish it again.`,
      { faults },
    );
  }
}

export class IfMatchMissing extends DomainError {
  readonly kind = 'precondition_required';
  readonly code = 'if-match-missing';
  constructor() {
    super(
      'Send "If-Match" with the revision of the draft that you changed, as in the ETag of the tool.',
    );
  }
}

export class DraftChanged extends DomainError {
  readonly kind = 'precondition_failed';
  readonly code = 'draft-changed';
  constructor(currentRevision: number) {
    super(
      `Somebody saved this draft meanwhile; it is now at revision ${currentRevision}. Load it, then change it again.`,
      { currentRevision },
    );
  }
}
