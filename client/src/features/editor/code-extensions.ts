import {
  type CompletionContext,
  type CompletionSource,
  startCompletion,
} from '@codemirror/autocomplete';
import { json } from '@codemirror/lang-json';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { yaml } from '@codemirror/lang-yaml';
import { EditorState, type Extension, Prec, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Suggestions } from './completions';

/** What is written in a field: text with `{{ }}` in it, one bare expression, or a whole document. */
export type CodeMode = 'template' | 'expression' | 'json' | 'yaml';

/** Colours from the tokens: the default ones have too little contrast. */
const colors = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-property)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.number], color: 'var(--code-number)' },
  { tag: [tags.bool, tags.null, tags.keyword], color: 'var(--code-keyword)' },
  {
    tag: [tags.punctuation, tags.separator, tags.brace, tags.squareBracket],
    color: 'var(--code-punctuation)',
  },
  { tag: tags.comment, color: 'var(--muted-foreground)' },
]);

const theme = EditorView.theme({
  '&': { fontSize: '0.8125rem' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': { padding: '0.328rem 0', caretColor: 'var(--foreground)', lineHeight: '1.5' },
  '.cm-line': { padding: '0 0.625rem' },
  '.cm-scroller': { fontFamily: 'inherit', overflow: 'auto' },
  '.cm-cursor': { borderLeftColor: 'var(--foreground)' },
  '.cm-placeholder': { color: 'var(--muted-foreground)' },
  '.cm-expression': {
    fontFamily: 'var(--font-mono)',
    fontSize: '0.95em',
    color: 'var(--accent-foreground)',
    backgroundColor: 'var(--accent)',
    borderRadius: '3px',
    padding: '1px 0',
  },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground':
    {
      background: 'color-mix(in oklab, var(--ring) 28%, transparent)',
    },
  '.cm-tooltip': {
    border: '1px solid var(--border)',
    borderRadius: '0.5rem',
    backgroundColor: 'var(--surface)',
    boxShadow: 'var(--shadow-pop)',
    overflow: 'hidden',
  },
  '.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font-mono)',
    fontSize: '0.8125rem',
    maxHeight: '15rem',
  },
  '.cm-tooltip-autocomplete > ul > li': { padding: '0.25rem 0.625rem', color: 'var(--foreground)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--accent)',
    color: 'var(--accent-foreground)',
  },
  '.cm-completionDetail': {
    fontStyle: 'normal',
    color: 'var(--muted-foreground)',
    marginLeft: '0.75rem',
  },
  '.cm-completionInfo': {
    fontFamily: 'var(--font-sans)',
    padding: '0.375rem 0.625rem',
    maxWidth: '18rem',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
});

const mark = Decoration.mark({ class: 'cm-expression' });

function expressionsOf(doc: Text): DecorationSet {
  const found = [...doc.toString().matchAll(/\{\{[\s\S]*?\}\}/g)];
  return Decoration.set(
    found.map((match) => mark.range(match.index, match.index + match[0].length)),
  );
}

/** Fields are short, so that all of it may be looked at after each change. */
const expressions = StateField.define<DecorationSet>({
  create: (state) => expressionsOf(state.doc),
  update: (value, transaction) =>
    transaction.docChanged ? expressionsOf(transaction.newDoc) : value,
  provide: (field) => EditorView.decorations.from(field),
});

/** The second `{` closes itself and opens the suggestions. */
const closeBraces = EditorView.inputHandler.of((view, from, to, text) => {
  const { doc } = view.state;
  if (
    text !== '{' ||
    doc.sliceString(from - 1, from) !== '{' ||
    doc.sliceString(from - 2, from - 1) === '{'
  )
    return false;
  if (doc.sliceString(to, to + 2).includes('}')) return false;
  view.dispatch({
    changes: { from, to, insert: '{  }}' },
    selection: { anchor: from + 2 },
    userEvent: 'input.type',
  });
  startCompletion(view);
  return true;
});

/** A field of one line: Enter does nothing, and pasted lines are joined. */
const oneLine: Extension = [
  Prec.high(keymap.of([{ key: 'Enter', run: () => true }])),
  EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
    const text = transaction.newDoc.toString();
    const breaks = [...text.matchAll(/\n/g)].map(({ index }) => ({
      from: index,
      to: index + 1,
      insert: ' ',
    }));
    return [transaction, { changes: breaks, sequential: true }];
  }),
];

export function modeExtensions(mode: CodeMode, isOneLine: boolean): Extension {
  const shared = [theme, syntaxHighlighting(colors), EditorView.lineWrapping];
  if (mode === 'json') return [shared, json(), expressions, closeBraces];
  if (mode === 'yaml') return [shared, yaml(), expressions, closeBraces];
  if (mode === 'expression') return [shared, expressions, isOneLine ? oneLine : []];
  return [shared, expressions, closeBraces, isOneLine ? oneLine : []];
}

/** Makes CodeMirror's source of what the editor knows; asked at each key, so it is never stale. */
export const completionSource =
  (suggestions: (before: string) => Suggestions | null): CompletionSource =>
  (context: CompletionContext) => {
    const found = suggestions(context.state.doc.sliceString(0, context.pos));
    if (!found) return null;
    // Without a word or a dot before the cursor, only when asked for.
    const before = context.state.doc.sliceString(found.from - 1, context.pos);
    if (!context.explicit && !/[\w$.]/.test(before)) return null;
    return { from: found.from, options: found.options, validFor: /^[\w$]*$/ };
  };
