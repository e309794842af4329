const MAX_LENGTH = 60;

/** Lower-case letters, digits and single hyphens between them. */
export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Would clash with pages that stand where a tool's page stands. */
export const RESERVED_SLUGS: readonly string[] = ['new', 'archived', 'templates'];

/** `Détails & Co.` gives `details-co`; a name without usable letters gives `tool`. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-|-$/g, '');
  return slug === '' ? 'tool' : slug;
}

/** The slug itself, or the first of `slug-2`, `slug-3`, ... that is free. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  const isFree = (candidate: string): boolean =>
    !taken.has(candidate) && !RESERVED_SLUGS.includes(candidate);
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `-${number}`;
    const candidate = `${slug.slice(0, MAX_LENGTH - suffix.length).replace(/-$/, '')}${suffix}`;
    if (isFree(candidate)) return candidate;
  }
}
