import { findThePassage } from './library/find-the-passage.js';
import { languageRouter } from './library/language-router.js';
import { meetingNotes } from './library/meeting-notes.js';
import { rewriteForATone } from './library/rewrite-for-a-tone.js';
import { structuredData } from './library/structured-data.js';
import { supportInboxTriage } from './library/support-inbox-triage.js';
import { webPageDigest } from './library/web-page-digest.js';
import type { Template } from './template.js';

/** In the order of the gallery: what works without a provider comes first. */
export const TEMPLATES: readonly Template[] = [
  supportInboxTriage,
  meetingNotes,
  findThePassage,
  languageRouter,
  webPageDigest,
  rewriteForATone,
  structuredData,
];
