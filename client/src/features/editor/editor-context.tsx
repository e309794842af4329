'use client';

import { createContext, use } from 'react';
import type { StepKind } from '@/features/tools/api/types';
import type { Definition } from '@/features/tools/definition';
import { type Suggestions, suggest } from './completions';
import type { EditorDoc } from './edits';
import type { Fault } from './faults';

export interface EditorContextValue {
  definition: Definition;
  kinds: readonly StepKind[];
  faults: readonly Fault[];
  update: (change: (doc: EditorDoc) => EditorDoc) => void;
}

export const EditorContext = createContext<EditorContextValue | null>(null);

/** What every part of the editor works on. */
export function useEditorContext(): EditorContextValue {
  const value = use(EditorContext);
  if (!value) throw new Error('useEditorContext needs an EditorContext above it.');
  return value;
}

/** Which step's settings are being written; a step does not suggest itself. */
const StepIndexContext = createContext<number | undefined>(undefined);
export const StepScope = StepIndexContext.Provider;

/** Suggestions for a field at this place of the definition. */
export function useSuggestions(
  options: { isExpression?: boolean } = {},
): (before: string) => Suggestions | null {
  const { definition, kinds } = useEditorContext();
  const stepIndex = use(StepIndexContext);
  return (before) =>
    suggest(before, definition, kinds, {
      ...(stepIndex === undefined ? {} : { stepIndex }),
      ...(options.isExpression ? { isExpression: true } : {}),
    });
}
