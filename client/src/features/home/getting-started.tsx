'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowRight, Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Card } from '@/components/ui/card';
import { browserApi } from '@/lib/api/client';
import { apiKeysQuery } from '@/lib/api/queries';
import { cn } from '@/lib/cn';
import { useWorkspace } from '@/lib/workspace-context';
import { recentRunsQuery, recentToolsQuery } from './queries';

/** The way from nothing to a tool that answers over REST; gone when it has been walked. */
export function GettingStarted() {
  const t = useTranslations('home.start');
  const { workspace, base } = useWorkspace();
  const tools = useInfiniteQuery(recentToolsQuery(browserApi, workspace.slug));
  const runs = useInfiniteQuery(recentRunsQuery(browserApi, workspace.slug));
  const keys = useInfiniteQuery(apiKeysQuery(browserApi, workspace.slug));
  // It is extra help: while it is not known what has been done, and when that fails, it stays away.
  if (!tools.data || !runs.data || !keys.data) return null;

  const items = tools.data.pages.flatMap((page) => page.items);
  const newest = items[0];
  const live = items.find((tool) => tool.liveVersion !== null);
  const steps = [
    { key: 'make', done: items.length > 0, href: `${base}/templates` },
    {
      key: 'run',
      done: runs.data.pages[0]!.items.length > 0,
      href: newest ? `${base}/tools/${newest.slug}` : `${base}/templates`,
    },
    {
      key: 'publish',
      done: live !== undefined,
      href: newest ? `${base}/tools/${newest.slug}` : `${base}/templates`,
    },
    {
      key: 'key',
      done: keys.data.pages[0]!.items.some((key) => key.lastUsedAt !== null),
      href: live ? `${base}/tools/${live.slug}/api` : `${base}/settings/api-keys`,
    },
  ] as const;
  const done = steps.filter((step) => step.done).length;
  if (done === steps.length) return null;
  const nextKey = steps.find((step) => !step.done)?.key;

  return (
    <Card className="mb-8 overflow-hidden">
      <div className="mat-grid flex items-center justify-between gap-4 px-4 py-3 text-white">
        <h2 className="font-semibold">{t('title')}</h2>
        <span className="text-xs text-white/85">
          {t('progress', { done, total: steps.length })}
        </span>
      </div>
      <ol className="grid divide-y md:grid-cols-4 md:divide-x md:divide-y-0">
        {steps.map((step, index) => (
          <li
            key={step.key}
            className={cn(
              'group relative p-4 transition-colors hover:bg-muted/50',
              step.key === nextKey && 'bg-accent/60',
            )}
          >
            <span
              className={cn(
                'mb-2.5 grid size-6 place-items-center rounded-full text-xs font-semibold tabular-nums',
                step.done
                  ? 'bg-primary text-primary-foreground'
                  : 'border border-border-strong text-muted-foreground',
              )}
            >
              {step.done ? <Check aria-hidden className="size-3.5" strokeWidth={3} /> : index + 1}
            </span>
            <h3 className="text-[0.8125rem] font-semibold">
              <Link href={step.href} prefetch={false} className="after:absolute after:inset-0">
                {t(`${step.key}.title`)}
                {step.key === nextKey && (
                  <ArrowRight
                    aria-hidden
                    className="ml-1 inline size-3.5 transition-transform group-hover:translate-x-0.5"
                  />
                )}
              </Link>
            </h3>
            <p className="mt-1 text-xs text-pretty text-muted-foreground">
              {t(`${step.key}.description`)}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
