import { notFound, redirect } from 'next/navigation';
import { getMe } from '@/lib/api/server';

/** There is nothing outside of a workspace: go to the first one. */
export default async function StartPage() {
  const me = await getMe();
  const workspace = me.workspaces[0];
  if (!workspace) notFound();
  redirect(`/w/${workspace.slug}`);
}
