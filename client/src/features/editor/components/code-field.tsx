'use client';

import { autocompletion } from '@codemirror/autocomplete';
import { history, historyKeymap, standardKeymap } from '@codemirror/commands';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder as placeholderText } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { cn } from '@/lib/cn';
import { type CodeMode, completionSource, modeExtensions } from '../code-extensions';
import type { Suggestions } from '../completions';

export interface CodeFieldProps {
  value: string;
  onChange: (value: string) => void;
  mode: CodeMode;
  /** Name for assistive technology; a `<label>` cannot point at an editor. */
  label: string;
  oneLine?: boolean;
  placeholder?: string;
  invalid?: boolean;
  describedBy?: string | undefined;
  suggestions?: (before: string) => Suggestions | null;
  className?: string;
}

/** A small CodeMirror: highlights and completes `{{ expressions }}`. Tab leaves it, as it leaves any field. */
export function CodeField(props: CodeFieldProps) {
  const {
    value,
    mode,
    label,
    oneLine = false,
    placeholder,
    invalid,
    describedBy,
    className,
  } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  const attributes = useRef(new Compartment());
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (!host.current) return;
    const created = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          history(),
          keymap.of([...standardKeymap, ...historyKeymap]),
          modeExtensions(mode, oneLine),
          placeholder ? placeholderText(placeholder) : [],
          attributes.current.of([]),
          autocompletion({
            override: [completionSource((before) => latest.current.suggestions?.(before) ?? null)],
            icons: false,
          }),
          EditorView.updateListener.of((update) => {
            const text = update.state.doc.toString();
            if (update.docChanged && text !== latest.current.value) latest.current.onChange(text);
          }),
        ],
      }),
    });
    view.current = created;
    return () => {
      created.destroy();
      view.current = null;
    };
  }, [mode, oneLine, placeholder]);

  // A value from outside, such as after an undo.
  useEffect(() => {
    const current = view.current;
    if (!current || current.state.doc.toString() === value) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({
      effects: attributes.current.reconfigure(
        EditorView.contentAttributes.of({
          'aria-label': label,
          ...(invalid ? { 'aria-invalid': 'true' } : {}),
          ...(describedBy ? { 'aria-describedby': describedBy } : {}),
        }),
      ),
    });
  }, [label, invalid, describedBy, mode, oneLine, placeholder]);

  return (
    <div
      ref={host}
      className={cn(
        'w-full min-w-0 overflow-hidden rounded-md border border-border-strong/70 bg-surface shadow-card transition-colors hover:border-border-strong',
        'focus-within:border-ring focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-ring',
        '[&_.cm-scroller]:max-h-80',
        mode !== 'template' && '[&_.cm-scroller]:font-mono!',
        invalid && 'border-danger',
        className,
      )}
    />
  );
}
