import { type Definition, type JsonValue, isJsonObject } from '@/features/tools/definition';

/** What an expression or a whole value mentions. Good enough to draw and to hint; the server decides. */
export interface Mentions {
  inputs: Set<string>;
  steps: Set<string>;
}

const MENTION = /(?<![\w.$])(inputs|steps)\s*\.\s*([A-Za-z_]\w*)/g;

export function mentionsIn(value: JsonValue | undefined): Mentions {
  const found: Mentions = { inputs: new Set(), steps: new Set() };
  collect(value, found);
  return found;
}

function collect(value: JsonValue | undefined, found: Mentions): void {
  if (typeof value === 'string') {
    for (const [expression] of value.matchAll(/\{\{[\s\S]*?\}\}/g)) collectFrom(expression, found);
  } else if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (isJsonObject(value)) for (const item of Object.values(value)) collect(item, found);
}

function collectFrom(expression: string, found: Mentions): void {
  for (const [, root, name] of expression.matchAll(MENTION)) {
    if (name) found[root as 'inputs' | 'steps'].add(name);
  }
}

export interface Workflow {
  nodes: { id: string; kind: string; level: number }[];
  edges: { from: string; to: string }[];
}

export const INPUTS_NODE = '#inputs';
export const OUTPUT_NODE = '#output';

/** The drawing of a definition: each step one level behind the last of those that it needs. */
export function toWorkflow(definition: Definition): Workflow {
  const ids = new Set(definition.steps.map((step) => step.id));
  const needs = new Map<string, string[]>();
  for (const step of definition.steps) {
    const mentions = mentionsIn({ with: step.with ?? {}, after: step.after ?? [] });
    if (step.when !== undefined) collectFrom(step.when, mentions);
    const before = [...new Set([...mentions.steps, ...(step.after ?? [])])].filter(
      (id) => ids.has(id) && id !== step.id,
    );
    needs.set(
      step.id,
      before.length === 0 || mentions.inputs.size > 0 ? [INPUTS_NODE, ...before] : before,
    );
  }
  const outputNeeds = [...mentionsIn(definition.output).steps].filter((id) => ids.has(id));
  const level = levels(needs);
  const last = Math.max(0, ...level.values()) + 1;
  // An arrow from the inputs to a late step says nothing that the steps between do not say.
  const edges = [...needs].flatMap(([to, from]) =>
    from
      .filter((id) => id !== INPUTS_NODE || from.length === 1 || level.get(to) === 1)
      .map((id) => ({ from: id, to })),
  );
  return {
    nodes: [
      { id: INPUTS_NODE, kind: 'inputs', level: 0 },
      ...definition.steps.map((step) => ({
        id: step.id,
        kind: step.kind,
        level: level.get(step.id) ?? 1,
      })),
      { id: OUTPUT_NODE, kind: 'output', level: last },
    ],
    edges: [
      ...edges,
      ...(outputNeeds.length > 0 ? outputNeeds : [INPUTS_NODE]).map((from) => ({
        from,
        to: OUTPUT_NODE,
      })),
    ],
  };
}

function levels(needs: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const level = new Map<string, number>([[INPUTS_NODE, 0]]);
  const visit = (id: string, above: readonly string[]): number => {
    const known = level.get(id);
    if (known !== undefined) return known;
    // A cycle is a fault that the check reports; the drawing must still end.
    if (above.includes(id)) return 1;
    const depth =
      1 + Math.max(0, ...(needs.get(id) ?? []).map((other) => visit(other, [...above, id])));
    level.set(id, depth);
    return depth;
  };
  for (const id of needs.keys()) visit(id, []);
  return level;
}
