/** ` Did you mean "label"?` when a known name is close, otherwise nothing. */
export function suggest(name: string, known: readonly string[]): string {
  let best: string | null = null;
  let bestDistance = Math.min(Math.max(2, Math.floor(name.length / 3)) + 1, name.length);
  for (const candidate of known) {
    const distance = editDistance(
      name.toLowerCase().slice(0, 64),
      candidate.toLowerCase().slice(0, 64),
    );
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best === null ? '' : ` Did you mean "${best}"?`;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const following = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      following.push(Math.min(replace, (row[j] as number) + 1, (following[j - 1] as number) + 1));
    }
    row = following;
  }
  return row[b.length] as number;
}
