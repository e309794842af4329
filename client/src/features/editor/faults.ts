import type { Definition } from '@/features/tools/definition';

export interface Fault {
  pointer: string;
  detail: string;
}

/** Pointers of a save lead into the request (`#/definition/steps/0`), those of a check into the definition. */
export const normalizePointer = (pointer: string): string =>
  pointer.replace(/^#?(\/definition(?=\/|$))?/, '#');

export const escapePointer = (part: string): string =>
  part.replaceAll('~', '~0').replaceAll('/', '~1');

/** The details of all faults at exactly this place, as one text. */
export function faultAt(faults: readonly Fault[], pointer: string): string | undefined {
  const here = faults.filter((fault) => fault.pointer === pointer).map((fault) => fault.detail);
  return here.length > 0 ? here.join(' ') : undefined;
}

/** Faults at this place or inside it. */
export const faultsWithin = (faults: readonly Fault[], pointer: string): Fault[] =>
  faults.filter((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`));

export type FaultPlace =
  | { part: 'inputs'; name: string | null }
  | { part: 'step'; index: number; id: string; field: string | null }
  | { part: 'output'; key: string | null }
  | { part: 'definition' };

/** Says in the editor's terms where a fault is. */
export function placeOf(pointer: string, definition: Definition): FaultPlace {
  const parts = pointer
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const [section, second, third, fourth] = parts;
  if (section === 'steps' && second !== undefined && /^\d+$/.test(second)) {
    const index = Number(second);
    const field = third === 'with' ? (fourth ?? null) : (third ?? null);
    return { part: 'step', index, id: definition.steps[index]?.id ?? '', field };
  }
  if (section === 'inputs')
    return { part: 'inputs', name: second === 'properties' ? (third ?? null) : null };
  if (section === 'output') return { part: 'output', key: second ?? null };
  return { part: 'definition' };
}
