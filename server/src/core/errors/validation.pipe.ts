import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { ValidationFailed, type FieldError } from './domain-error.js';

const MAX_DEPTH = 100;

/** Refuses bodies so deep that the recursion of the validators would end in a stack overflow. */
class BoundedValidationPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && isDeeperThan(value, MAX_DEPTH)) {
      throw new ValidationFailed([
        { pointer: '#', detail: `is nested more than ${MAX_DEPTH} levels deep` },
      ]);
    }
    return super.transform(value, metadata);
  }

  /**
   * Nest would delete keys such as `constructor` from the body, so that what a maker wrote is changed
   * in silence. Nothing is lost: class-transformer never copies them, the engine names and refuses them.
   */
  protected override stripProtoKeys(): void {}
}

/** The one validation of DTOs: unknown fields are refused, faults carry JSON pointers. */
export const createValidationPipe = (): ValidationPipe =>
  new BoundedValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => new ValidationFailed(flatten(errors, '#')),
  });

function flatten(errors: ValidationError[], base: string): FieldError[] {
  return errors.flatMap((error) => {
    const pointer = `${base}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.values(error.constraints ?? {}).map((detail) => ({ pointer, detail }));
    return [...own, ...flatten(error.children ?? [], pointer)];
  });
}

/** Level by level instead of by recursion, which is what it protects from. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((node) =>
      typeof node === 'object' && node !== null ? Object.values(node) : [],
    );
  }
  return false;
}
