import type { StepKind } from '@/features/tools/api/types';
import {
  type JsonValue,
  type Schema,
  type StepDefinition,
  isJsonObject,
} from '@/features/tools/definition';
import { schemaFields } from '@/features/tools/schema-fields';

const MAX_PARTS = 3;

/** What a closed step shows of its settings: the first few, in a line. */
export function summarize(step: StepDefinition, kind: StepKind | undefined): string {
  const names = kind
    ? schemaFields(kind.with as Schema).map((field) => field.name)
    : Object.keys(step.with ?? {});
  const parts = names.flatMap((name) => {
    const value = step.with?.[name];
    const text = value === undefined ? '' : inWords(value);
    return text ? [text] : [];
  });
  return parts.slice(0, MAX_PARTS).join(' · ');
}

function inWords(value: JsonValue): string {
  if (Array.isArray(value)) {
    return value
      .map((item) => (isJsonObject(item) ? String(item.name ?? '…') : String(item)))
      .join(', ');
  }
  return isJsonObject(value)
    ? Object.keys(value).join(', ')
    : String(value).replaceAll(/\s+/g, ' ');
}
