import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { Shell } from '@/features/shell/shell';
import { getMe } from '@/lib/api/server';
import { WorkspaceProvider } from '@/lib/workspace-context';

interface WorkspaceLayoutProps {
  params: Promise<{ workspace: string }>;
  children: ReactNode;
}

export default async function WorkspaceLayout({ params, children }: WorkspaceLayoutProps) {
  const { workspace: slug } = await params;
  const me = await getMe();
  const workspace = me.workspaces.find((one) => one.slug === slug);
  if (!workspace) notFound();
  return (
    <WorkspaceProvider me={me} workspace={workspace}>
      <Shell>{children}</Shell>
    </WorkspaceProvider>
  );
}
