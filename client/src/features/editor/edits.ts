import {
  type Definition,
  type JsonObject,
  type JsonValue,
  type Schema,
  type StepDefinition,
  isJsonObject,
} from '@/features/tools/definition';

/** A definition being edited. The keys tell the cards apart while ids are renamed and steps are moved. */
export interface EditorDoc {
  definition: Definition;
  keys: readonly string[];
}

let lastKey = 0;
const newKey = (): string => `step-${++lastKey}`;

/** Keeps the keys of steps that stay in place, so that open cards stay open after a change from outside. */
export function toDoc(definition: Definition, before?: EditorDoc): EditorDoc {
  const known = new Map(
    before?.definition.steps.map((step, index) => [step.id, before.keys[index]]),
  );
  const used = new Set<string>();
  const keys = definition.steps.map((step) => {
    const key = known.get(step.id) ?? newKey();
    if (used.has(key)) return newKey();
    used.add(key);
    return key;
  });
  return { definition, keys };
}

const withSteps = (
  doc: EditorDoc,
  steps: StepDefinition[],
  keys: readonly string[],
): EditorDoc => ({
  definition: { ...doc.definition, steps },
  keys,
});

/** A new step of this kind at `index`, with a free id made from the kind. */
export function insertStep(
  doc: EditorDoc,
  index: number,
  step: StepDefinition,
  key = newKey(),
): EditorDoc {
  return withSteps(
    doc,
    doc.definition.steps.toSpliced(index, 0, step),
    doc.keys.toSpliced(index, 0, key),
  );
}

export function removeStep(doc: EditorDoc, index: number): EditorDoc {
  return withSteps(doc, doc.definition.steps.toSpliced(index, 1), doc.keys.toSpliced(index, 1));
}

export function moveStep(doc: EditorDoc, from: number, to: number): EditorDoc {
  const step = doc.definition.steps[from];
  const key = doc.keys[from];
  if (!step || !key || to < 0 || to >= doc.keys.length) return doc;
  return insertStep(removeStep(doc, from), to, step, key);
}

export function duplicateStep(doc: EditorDoc, index: number): EditorDoc {
  const step = doc.definition.steps[index];
  if (!step) return doc;
  const { title, ...rest } = structuredClone(step);
  const copy = {
    ...rest,
    id: freeId(doc.definition, step.id),
    ...(title ? { title: `${title} (2)` } : {}),
  };
  return insertStep(doc, index + 1, copy);
}

export function changeStep(doc: EditorDoc, index: number, step: StepDefinition): EditorDoc {
  return withSteps(doc, doc.definition.steps.with(index, step), doc.keys);
}

/** `team`, `team2`, `team3`: the first that no step has. */
export function freeId(definition: Definition, wish: string): string {
  const taken = new Set(definition.steps.map((step) => step.id));
  const base = wish.replace(/\d+$/, '') || 'step';
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(base + number)) number += 1;
  return base + number;
}

/** Gives a step another id, everywhere it is mentioned. */
export function renameStep(doc: EditorDoc, index: number, id: string): EditorDoc {
  const step = doc.definition.steps[index];
  if (!step) return doc;
  const old = step.id;
  const rename = (value: JsonValue): JsonValue => renameReference(value, 'steps', old, id);
  const steps = doc.definition.steps.map((other, at) => ({
    ...other,
    id: at === index ? id : other.id,
    ...(other.with ? { with: rename(other.with) as JsonObject } : {}),
    ...(other.when !== undefined ? { when: renameIn(other.when, 'steps', old, id) } : {}),
    ...(other.after ? { after: other.after.map((one) => (one === old ? id : one)) } : {}),
  }));
  return {
    definition: { ...doc.definition, steps, output: rename(doc.definition.output) },
    keys: doc.keys,
  };
}

/** Changes the inputs; an input that got another name gets it in all expressions too. */
export function changeInputs(
  doc: EditorDoc,
  inputs: Schema,
  renamed?: { from: string; to: string },
): EditorDoc {
  const { definition, keys } = doc;
  if (!renamed) return { definition: { ...definition, inputs }, keys };
  const rename = (value: JsonValue): JsonValue =>
    renameReference(value, 'inputs', renamed.from, renamed.to);
  const steps = definition.steps.map((step) => ({
    ...step,
    ...(step.with ? { with: rename(step.with) as JsonObject } : {}),
    ...(step.when !== undefined
      ? { when: renameIn(step.when, 'inputs', renamed.from, renamed.to) }
      : {}),
  }));
  return { definition: { ...definition, inputs, steps, output: rename(definition.output) }, keys };
}

type Root = 'inputs' | 'steps';

function renameReference(value: JsonValue, root: Root, from: string, to: string): JsonValue {
  if (typeof value === 'string')
    return value.replace(/\{\{[\s\S]*?\}\}/g, (expression) => renameIn(expression, root, from, to));
  if (Array.isArray(value)) return value.map((item) => renameReference(item, root, from, to));
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, renameReference(item, root, from, to)]),
    );
  }
  return value;
}

function renameIn(expression: string, root: Root, from: string, to: string): string {
  if (from === '') return expression;
  const escaped = from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return expression.replace(
    new RegExp(`(?<![\\w.$])(${root}\\s*\\.\\s*)${escaped}(?![\\w])`, 'g'),
    (_, path: string) => path + to,
  );
}
