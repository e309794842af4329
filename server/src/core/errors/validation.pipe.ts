import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { ValidationFailed, type FieldError } from './domain-error.js';

const MAX_DEPTH = 100;
const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype'];

/**
 * Refuses bodies that the recursion of the validators cannot take: so deep that the stack would
 * overflow, or with keys that reach a prototype, which Nest would otherwise delete in silence.
 */
class BoundedValidationPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const fault = metadata.type === 'body' ? findShapeFault(value) : null;
    if (fault) throw new ValidationFailed([fault]);
    return super.transform(value, metadata);
  }
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

const escapePart = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

function flatten(errors: ValidationError[], base: string): FieldError[] {
  return errors.flatMap((error) => {
    const pointer = `${base}/${escapePart(error.property)}`;
    const own = Object.values(error.constraints ?? {}).map((detail) => ({ pointer, detail }));
    return [...own, ...flatten(error.children ?? [], pointer)];
  });
}

interface Place {
  value: unknown;
  key: string;
  parent: Place | null;
}

/** Level by level instead of by recursion, which is what it protects from. */
function findShapeFault(body: unknown): FieldError | null {
  let level: Place[] = [{ value: body, key: '#', parent: null }];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) {
      return { pointer: '#', detail: `is nested more than ${MAX_DEPTH} levels deep` };
    }
    const next: Place[] = [];
    for (const place of level) {
      if (typeof place.value !== 'object' || place.value === null) continue;
      for (const [key, value] of Object.entries(place.value)) {
        const child = { value, key, parent: place };
        if (FORBIDDEN_KEYS.includes(key)) {
          return { pointer: pointerTo(child), detail: `the key "${key}" is not allowed` };
        }
        next.push(child);
      }
    }
    level = next;
  }
  return null;
}

const pointerTo = ({ key, parent }: Place): string =>
  parent === null ? key : `${pointerTo(parent)}/${escapePart(key)}`;
