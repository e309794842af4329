import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';
import { isApiProblem } from './problem';

/** `#/models/0/name` -> `models.0.name`, as react-hook-form names its fields. */
export const pointerToField = (pointer: string): string =>
  pointer
    .replace(/^#?\/?/, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');

/** What `FormProblem` shows: the error of the form as a whole. */
export interface FormProblemCause {
  error: unknown;
  /** Faults whose field is not in this form. */
  details: string[];
}

/**
 * Puts a failed submit into the form: each fault at its field, the rest above the button.
 * The first field with a fault gets the focus.
 */
export function showProblem<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  error: unknown,
): void {
  const known = form.getValues();
  const details: string[] = [];
  let shown = 0;
  for (const fault of isApiProblem(error) ? error.errors : []) {
    const field = pointerToField(fault.pointer);
    if (field && hasPath(known, field)) {
      form.setError(
        field as Path<Values>,
        { type: 'server', message: fault.detail },
        { shouldFocus: shown === 0 },
      );
      shown += 1;
    } else details.push(fault.detail);
  }
  if (shown > 0 && details.length === 0) return;
  const problem = { type: 'server', cause: { error, details } satisfies FormProblemCause };
  form.setError('root.problem', problem);
}

function hasPath(value: unknown, path: string): boolean {
  let at: unknown = value;
  for (const part of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return false;
    at = (at as Record<string, unknown>)[part];
  }
  return true;
}
