'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useSaveDraft } from '@/features/tools/api/mutations';
import { toolKey, toolQuery } from '@/features/tools/api/queries';
import type { Definition } from '@/features/tools/definition';
import { toDefinition, toJson } from '@/features/tools/definition';
import { isSame } from '@/features/tools/definition-diff';
import { browserApi } from '@/lib/api/client';
import { isApiProblem } from '@/lib/api/problem';
import type { Tool } from '@/lib/api/types';
import { unwrap } from '@/lib/api/unwrap';
import { type EditorDoc, toDoc } from './edits';
import { type Fault, normalizePointer } from './faults';
import { useDebounced } from './use-debounced';

const CHECK_AFTER_MS = 350;
const SAVE_AFTER_MS = 1_500;

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'faulty';

/** Somebody saved meanwhile: what the server has now. */
export interface Conflict {
  definition: Definition;
  revision: number;
  savedAt: string;
}

export interface Editor {
  doc: EditorDoc;
  update: (change: (doc: EditorDoc) => EditorDoc) => void;
  faults: readonly Fault[];
  saveState: SaveState;
  /** Why the last attempt to save failed, when it was neither a fault nor a conflict. */
  problem: unknown;
  conflict: Conflict | null;
  /** Saves if there is something to save; true when the server has exactly what is shown. */
  save: () => Promise<boolean>;
  takeTheirs: () => void;
  overwrite: () => Promise<boolean>;
}

/** The draft of a tool while it is written: checked as one types, saved as soon as it is right. */
export function useEditor(workspace: string, tool: Tool): Editor {
  const queries = useQueryClient();
  const saveDraft = useSaveDraft(workspace, tool.slug);
  const [doc, setDoc] = useState<EditorDoc>(() => toDoc(toDefinition(tool.draft.definition)));
  const [base, setBase] = useState(() => ({
    definition: doc.definition,
    revision: tool.draft.revision,
  }));
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const { definition } = doc;
  const isDirty = !isSame(definition, base.definition);

  // A newer draft from the server replaces this one while nothing was written here.
  if (tool.draft.revision > base.revision && !isDirty && !saveDraft.isPending) {
    const newer = toDefinition(tool.draft.definition);
    setBase({ definition: newer, revision: tool.draft.revision });
    setDoc(toDoc(newer, doc));
  }

  const settled = useDebounced(definition, CHECK_AFTER_MS);
  const check = useQuery({
    queryKey: toolKey(workspace, tool.slug, 'check', settled),
    queryFn: ({ signal }) =>
      unwrap(
        browserApi.POST('/api/v1/workspaces/{workspace}/tools/{tool}/draft/check', {
          params: { path: { workspace, tool: tool.slug } },
          body: { definition: toJson(settled) },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
  });
  const faults = (check.data?.faults ?? []).map(({ pointer, detail }) => ({
    pointer: normalizePointer(pointer),
    detail,
  }));
  const isChecked = settled === definition && check.isSuccess && !check.isPlaceholderData;

  const saveOver = async (revision: number): Promise<boolean> => {
    setProblem(null);
    try {
      const draft = await saveDraft.mutateAsync({ definition, revision });
      setBase({ definition, revision: draft.revision });
      setConflict(null);
      return true;
    } catch (error) {
      if (isApiProblem(error) && error.status === 412) {
        const { draft } = await queries.fetchQuery({
          ...toolQuery(browserApi, workspace, tool.slug),
          staleTime: 0,
        });
        setConflict({
          definition: toDefinition(draft.definition),
          revision: draft.revision,
          savedAt: draft.savedAt,
        });
      } else if (isApiProblem(error) && error.status === 422) {
        queries.setQueryData(toolKey(workspace, tool.slug, 'check', settled), {
          faults: [...error.errors],
          plan: null,
        });
      } else setProblem(error);
      return false;
    }
  };
  const save = (): Promise<boolean> =>
    isDirty ? saveOver(base.revision) : Promise.resolve(faults.length === 0);

  const saveQuietly = useEffectEvent(() => void save());
  const canAutosave =
    isDirty &&
    isChecked &&
    faults.length === 0 &&
    !saveDraft.isPending &&
    conflict === null &&
    problem === null;
  useEffect(() => {
    if (!canAutosave) return;
    const timer = setTimeout(saveQuietly, SAVE_AFTER_MS);
    return () => clearTimeout(timer);
    // `definition` restarts the wait with each change.
  }, [canAutosave, definition]);

  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isDirty]);

  // Another page of this application: what can be saved, is.
  const saveOnLeaving = useEffectEvent(() => {
    if (isDirty && conflict === null)
      void saveDraft.mutateAsync({ definition, revision: base.revision }).catch(() => undefined);
  });
  useEffect(() => () => saveOnLeaving(), []);

  const state: SaveState = saveDraft.isPending
    ? 'saving'
    : !isDirty
      ? 'saved'
      : faults.length > 0
        ? 'faulty'
        : 'unsaved';
  return {
    doc,
    update: (change) => {
      setProblem(null);
      setDoc(change);
    },
    faults,
    saveState: state,
    problem,
    conflict,
    save,
    takeTheirs: () => {
      if (!conflict) return;
      setBase(conflict);
      setDoc(toDoc(conflict.definition, doc));
      setConflict(null);
    },
    overwrite: () => (conflict ? saveOver(conflict.revision) : Promise.resolve(false)),
  };
}
