import { IsOptional, Matches } from 'class-validator';
import type { WorkspaceRole } from '../../core/auth/principal.js';
import { DisplayName } from '../../core/display-name.js';
import { SLUG } from './slug.js';
import type { Workspace } from './workspace.entity.js';

export class CreateWorkspaceDto {
  /** What people read. */
  @DisplayName() name!: string;
  /** Part of the address of its tools, for good. Left out: made from the name. */
  @IsOptional()
  @Matches(SLUG, { message: 'slug must be 2 to 48 of a-z, 0-9 and single - in between' })
  slug?: string | null;
}

export class UpdateWorkspaceDto {
  /** What people read. The slug stays: addresses of tools contain it. */
  @DisplayName() name!: string;
}

/** A workspace as one of its members sees it. */
export class WorkspaceDto {
  /** Id of the workspace. */
  id!: string;
  /** Its name in addresses. */
  slug!: string;
  /** What people read. */
  name!: string;
  /** The caller's role in it. */
  role!: 'owner' | 'editor' | 'runner';
  /** When it was made. */
  createdAt!: string;
}

export class WorkspacePageDto {
  /** Newest first. */
  items!: WorkspaceDto[];
  /** Give it as `cursor` to get the next page; null on the last page. */
  nextCursor!: string | null;
}

export const toWorkspaceDto = (workspace: Workspace, role: WorkspaceRole): WorkspaceDto => ({
  id: workspace.id,
  slug: workspace.slug,
  name: workspace.name,
  role,
  createdAt: workspace.createdAt.toISOString(),
});
