/** The package carries no types; this is the part that is used. */
declare module 'html-to-text' {
  export function convert(html: string, options: Record<string, unknown>): string;
}
