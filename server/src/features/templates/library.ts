import type { Template } from './template.js';

/** In the order of the gallery: what works without a provider comes first. */
export const TEMPLATES: readonly Template[] = [];
