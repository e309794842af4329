import type { UseMutationOptions } from '@tanstack/react-query';
import { browserApi } from '@/lib/api/client';
import { getQueryClient } from '@/lib/api/query-client';
import type { AddMemberBody, Member } from '@/lib/api/types';
import { unwrap } from '@/lib/api/unwrap';
import { membersQuery } from './queries';

const refresh = (workspace: string) =>
  getQueryClient().invalidateQueries({ queryKey: membersQuery(browserApi, workspace).queryKey });

export const addMember = (workspace: string): UseMutationOptions<Member, Error, AddMemberBody> => ({
  mutationFn: (body) =>
    unwrap(
      browserApi.POST('/api/v1/workspaces/{workspace}/members', {
        params: { path: { workspace } },
        body,
      }),
    ),
  onSuccess: () => refresh(workspace),
});

export const changeRole = (
  workspace: string,
  user: string,
): UseMutationOptions<Member, Error, Member['role']> => ({
  mutationFn: (role) =>
    unwrap(
      browserApi.PATCH('/api/v1/workspaces/{workspace}/members/{user}', {
        params: { path: { workspace, user } },
        body: { role },
      }),
    ),
  onSuccess: () => refresh(workspace),
});

export const removeMember = (
  workspace: string,
  user: string,
): UseMutationOptions<unknown, Error, void> => ({
  mutationFn: () =>
    unwrap(
      browserApi.DELETE('/api/v1/workspaces/{workspace}/members/{user}', {
        params: { path: { workspace, user } },
      }),
    ),
  onSuccess: () => refresh(workspace),
});

/** Asks for nothing again: whoever has left gets no answer about this workspace any more. */
export const leaveWorkspace = (workspace: string): UseMutationOptions<unknown, Error, void> => ({
  mutationFn: () =>
    unwrap(
      browserApi.DELETE('/api/v1/workspaces/{workspace}/members/me', {
        params: { path: { workspace } },
      }),
    ),
});
