/** The order of steps: every step after those it needs, otherwise as written. */

/** Ids in an order that respects the needs, or the ids of one cycle: `[a, b, a]`. */
export function orderSteps(
  needs: ReadonlyMap<string, readonly string[]>,
): { order: string[] } | { cycle: string[] } {
  const order: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const visit = (id: string): string[] | null => {
    if (state.get(id) === 'done') return null;
    if (state.get(id) === 'open') return [...trail.slice(trail.indexOf(id)), id];
    state.set(id, 'open');
    trail.push(id);
    for (const need of needs.get(id) ?? []) {
      const cycle = visit(need);
      if (cycle) return cycle;
    }
    trail.pop();
    state.set(id, 'done');
    order.push(id);
    return null;
  };
  for (const id of needs.keys()) {
    const cycle = visit(id);
    if (cycle) return { cycle };
  }
  return { order };
}
