'use client';

import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { RelativeTime } from '@/components/ui/relative-time';
import type { Member } from '@/lib/api/types';
import { useWorkspace } from '@/lib/workspace-context';
import { LeaveButton, RemoveButton } from './leave-buttons';
import { RoleSelect } from './role-select';

export function MemberList({ items }: { items: readonly Member[] }) {
  const t = useTranslations('members');
  return (
    <Card>
      <ul aria-label={t('title')} className="divide-y">
        {items.map((member) => (
          <MemberRow key={member.userId} member={member} />
        ))}
      </ul>
    </Card>
  );
}

function MemberRow({ member }: { member: Member }) {
  const t = useTranslations('members');
  const roles = useTranslations('nav.roles');
  const { me, isOwner } = useWorkspace();
  const isMe = member.userId === me.id;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3">
      <span
        aria-hidden
        className="grid size-8 shrink-0 place-items-center rounded-full bg-accent text-[0.8125rem] font-semibold text-accent-foreground"
      >
        {[...member.name.trim()][0]?.toUpperCase() ?? '?'}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 font-medium">
          <span className="truncate">{member.name}</span>
          {isMe && <Badge tone="accent">{t('you')}</Badge>}
        </p>
        <p className="text-xs break-words text-muted-foreground">
          {member.email}
          <span className="max-sm:hidden"> · </span>
          <span className="max-sm:block">
            {t.rich('joined', { time: () => <RelativeTime value={member.joinedAt} /> })}
          </span>
        </p>
      </div>
      <div className="flex items-center gap-2 max-sm:w-full max-sm:pl-12">
        {isOwner ? <RoleSelect member={member} /> : <Badge>{roles(member.role)}</Badge>}
        {/* As wide in every row, so that the roles stand below each other. */}
        <div className="min-w-24 *:w-full">
          {isMe ? <LeaveButton /> : isOwner && <RemoveButton member={member} />}
        </div>
      </div>
    </li>
  );
}
