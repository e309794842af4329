import type { Member } from '../../core/auth/principal.js';
import type { Plan } from '../../engine/plan.js';
import type { PlanDto, ToolDto, ToolSummaryDto, ToolVersionSummaryDto } from './tool.dto.js';
import type { Tool } from './tool.entity.js';
import type { ToolVersion } from './tool-version.entity.js';

export const toToolSummaryDto = (tool: Tool): ToolSummaryDto => ({
  id: tool.id,
  slug: tool.slug,
  name: tool.name,
  description: tool.description,
  liveVersion: tool.liveVersion?.number ?? null,
  hasUnpublishedChanges: tool.liveVersion?.contentHash !== tool.draftHash,
  archivedAt: tool.archivedAt?.toISOString() ?? null,
  createdAt: tool.createdAt.toISOString(),
  updatedAt: tool.updatedAt.toISOString(),
});

export const toToolDto = (tool: Tool): ToolDto => ({
  ...toToolSummaryDto(tool),
  draft: {
    definition: tool.draftDefinition as Record<string, unknown>,
    revision: tool.draftRevision,
    savedAt: tool.draftSavedAt.toISOString(),
  },
});

export const toVersionSummaryDto = (version: ToolVersion, tool: Tool): ToolVersionSummaryDto => ({
  id: version.id,
  number: version.number as number,
  notes: version.notes,
  isLive: version.id === tool.liveVersionId,
  createdAt: version.createdAt.toISOString(),
});

export const toPlanDto = (plan: Plan): PlanDto => ({
  steps: plan.steps.map(({ id, kind, needs }) => ({ id, kind: kind.kind, needs })),
  pure: plan.pure,
  needsProvider: plan.needsProvider,
});

/** The account that works here; null for an API key. */
export const authorOf = ({ principal }: Member): string | null =>
  principal.kind === 'user' ? principal.userId : null;
