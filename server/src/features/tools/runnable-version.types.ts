import type { Plan } from '../../engine/plan.js';

/** One immutable version of a tool, compiled: everything that a run of it needs to know. */
export interface RunnableVersion {
  toolId: string;
  /** As the tool is called now; a run keeps its version when the tool is renamed. */
  toolSlug: string;
  toolName: string;
  toolDescription: string;
  workspaceId: string;
  versionId: string;
  /** `null` for a snapshot of a draft. */
  versionNumber: number | null;
  plan: Plan;
}
