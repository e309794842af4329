import { randomInt } from 'node:crypto';

/** 2 to 48 lower-case letters, digits and single places of `-` inside. */
export const SLUG = /^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){1,47}$/;

/** Words that addresses of the client or the API need for themselves. */
const RESERVED = new Set([
  'account',
  'admin',
  'api',
  'auth',
  'docs',
  'health',
  'login',
  'me',
  'metrics',
  'new',
  'openapi',
  'register',
  'settings',
  'sign-in',
  'sign-up',
  'static',
  'templates',
  'tools',
  'workspaces',
]);

export const isReservedSlug = (slug: string): boolean => RESERVED.has(slug);

/** A slug that reads like the name; `workspace` when the name has nothing that a slug can hold. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return slug.length < 2 ? 'workspace' : slug;
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'; // without those that look alike

/** The slug with a short random end, for when it is taken. */
export function withSuffix(slug: string): string {
  return `${slug}-${Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
}
