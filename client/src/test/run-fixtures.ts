import type { Run, RunStep } from '@/features/runs/types';
import type { StepKind } from '@/features/tools/api/types';
import type { Tool } from '@/lib/api/types';
import { template } from './fixtures';

/** Tools and runs with everything that a test does not care about filled in. */
export const tool = (over: Partial<Tool> = {}): Tool => ({
  id: 't1',
  slug: 'triage',
  name: 'Support inbox triage',
  description: 'Sorts e-mail.',
  liveVersion: null,
  hasUnpublishedChanges: true,
  archivedAt: null,
  createdAt: '2026-11-21T09:00:00.000Z',
  updatedAt: '2026-11-21T09:00:00.000Z',
  draft: { definition: template().definition, revision: 1, savedAt: '2026-11-21T09:00:00.000Z' },
  ...over,
});

export const step = (over: Partial<RunStep> = {}): RunStep => ({
  path: 'team',
  kind: 'classify',
  status: 'succeeded',
  attempt: 1,
  input: { text: 'I was charged twice.' },
  output: { label: 'billing', best: 'billing' },
  error: null,
  usage: null,
  startedAt: '2026-11-21T10:00:00.000Z',
  finishedAt: '2026-11-21T10:00:00.200Z',
  ...over,
});

export const run = (over: Partial<Run> = {}): Run => ({
  id: '01a2004d-b0a9-7486-ac86-827d73e319cf',
  workspace: 'ada',
  tool: 'triage',
  toolName: 'Support inbox triage',
  version: null,
  trigger: 'draft',
  status: 'succeeded',
  inputs: { email: 'I was charged twice.' },
  output: { team: 'billing' },
  error: null,
  usage: null,
  createdAt: '2026-11-21T10:00:00.000Z',
  startedAt: '2026-11-21T10:00:00.000Z',
  finishedAt: '2026-11-21T10:00:01.000Z',
  traceId: null,
  steps: [step()],
  ...over,
});

export const stepKind = (over: Partial<StepKind> = {}): StepKind => ({
  kind: 'classify',
  title: 'Classify',
  description: 'Decides which of your labels fits a text.',
  nature: 'pure',
  needsProvider: false,
  endsRun: false,
  defaultTimeoutSeconds: 60,
  with: {
    type: 'object',
    required: ['text', 'labels'],
    properties: {
      text: { type: 'string', title: 'Text', 'x-widget': 'textarea' },
      labels: {
        type: 'array',
        title: 'Labels',
        'x-widget': 'labels',
        items: { type: 'object', properties: { name: { type: 'string' } } },
      },
      threshold: { type: 'number', title: 'Threshold', minimum: 0, maximum: 1 },
    },
  },
  output: {
    type: 'object',
    properties: {
      label: { type: 'string', description: 'The chosen label.' },
      scores: {
        type: 'array',
        items: { type: 'object', properties: { score: { type: 'number' } } },
      },
    },
  },
  ...over,
});
