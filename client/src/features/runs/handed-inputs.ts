import type { JsonObject } from '@/features/tools/definition';

/**
 * Inputs of a run that are taken to the tool's form. Kept in this tab only, and not in the address:
 * they may be long, and they may be private.
 */
const keyOf = (tool: string): string => `inputs:${tool}`;

export function keepInputs(tool: string, inputs: JsonObject): void {
  try {
    sessionStorage.setItem(keyOf(tool), JSON.stringify(inputs));
  } catch {
    // Too large for the tab's store: the form then begins with its defaults.
  }
}

/** Gives the kept inputs once. */
export function takeInputs(tool: string): JsonObject | null {
  try {
    const kept = sessionStorage.getItem(keyOf(tool));
    sessionStorage.removeItem(keyOf(tool));
    return kept ? (JSON.parse(kept) as JsonObject) : null;
  } catch {
    return null;
  }
}
