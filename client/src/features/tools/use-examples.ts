'use client';

import { useQuery } from '@tanstack/react-query';
import { browserApi } from '@/lib/api/client';
import { templatesQuery } from '@/lib/api/queries';
import type { JsonObject, Schema } from './definition';
import { schemaFields } from './schema-fields';

/** Inputs to try a tool with: those of a template that asks for the same inputs, else its schema's own. */
export function useExamples(schema: Schema): readonly JsonObject[] {
  const templates = useQuery(templatesQuery(browserApi));
  const names = Object.keys(schema.properties ?? {});
  const fitting = (templates.data ?? []).find((template) => {
    const inputs = (template.definition.inputs ?? {}) as Schema;
    const theirs = Object.keys(inputs.properties ?? {});
    return (
      theirs.length === names.length &&
      names.length > 0 &&
      theirs.every((name) => isSameInput(inputs, schema, name))
    );
  });
  if (fitting) return fitting.exampleInputs as JsonObject[];
  const own = schemaFields(schema).flatMap(({ name, schema: { examples } }) =>
    examples?.[0] === undefined ? [] : [[name, examples[0]] as const],
  );
  return own.length > 0 ? [Object.fromEntries(own)] : [];
}

/** Several templates call an input "text": the title tells a letter from minutes. */
const isSameInput = (a: Schema, b: Schema, name: string): boolean =>
  b.properties?.[name] !== undefined && a.properties?.[name]?.title === b.properties[name].title;
