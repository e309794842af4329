const MAX_LENGTH = 40;

/** Lower-case letters, digits and single hyphens between them. */
export const PROVIDER_SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** `My Ollama!` gives `my-ollama`; a name without usable letters gives `provider`. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-|-$/g, '');
  return slug === '' ? 'provider' : slug;
}

/** The slug itself, then `slug-2`, `slug-3`, ... */
export function nthSlug(slug: string, attempt: number): string {
  if (attempt === 1) return slug;
  const suffix = `-${attempt}`;
  return `${slug.slice(0, MAX_LENGTH - suffix.length).replace(/-$/, '')}${suffix}`;
}
