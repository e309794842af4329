'use client';

import { type ReactNode, createContext, use } from 'react';
import type { Me, Workspace } from './api/types';

interface WorkspaceContextValue {
  me: Me;
  workspace: Workspace;
  /** `/w/<slug>`, the beginning of every address in this workspace. */
  base: string;
  /** Owners and editors may change tools. */
  canEdit: boolean;
  isOwner: boolean;
}

const WorkspaceContext = createContext<WorkspaceContextValue | null>(null);

export interface WorkspaceProviderProps {
  me: Me;
  workspace: Workspace;
  children: ReactNode;
}

export function WorkspaceProvider({ me, workspace, children }: WorkspaceProviderProps) {
  const value = {
    me,
    workspace,
    base: `/w/${workspace.slug}`,
    canEdit: workspace.role !== 'runner',
    isOwner: workspace.role === 'owner',
  };
  return <WorkspaceContext value={value}>{children}</WorkspaceContext>;
}

/** The reader, the workspace of this page, and what the role allows. The server decides; this only hides what it would refuse. */
export function useWorkspace(): WorkspaceContextValue {
  const value = use(WorkspaceContext);
  if (!value) throw new Error('useWorkspace needs a WorkspaceProvider above it.');
  return value;
}
