import { createHash } from 'node:crypto';

/** Names the content of a definition. Order counts: it is the order of fields in the tool's form. */
export function contentHash(definition: unknown): string {
  return createHash('sha256').update(JSON.stringify(definition)).digest('hex');
}
