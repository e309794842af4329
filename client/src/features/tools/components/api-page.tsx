'use client';

import { useQuery } from '@tanstack/react-query';
import { Braces, FileJson2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { CopyButton } from '@/components/ui/copy-button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Page } from '@/components/ui/page';
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { browserApi } from '@/lib/api/client';
import type { CreatedApiKey, Tool } from '@/lib/api/types';
import { cn } from '@/lib/cn';
import { useWorkspace } from '@/lib/workspace-context';
import { apiOriginQuery, openApiPath } from '../api/openapi';
import { versionQuery } from '../api/queries';
import { toDefinition } from '../definition';
import { exampleInputs } from '../schema-fields';
import { LANGUAGES, MODES, type Language, type Mode, runAddress, snippet } from '../snippets';
import { useExamples } from '../use-examples';
import { KeyMaker } from './key-maker';
import { PublishDialog } from './publish-dialog';
import { ToolFrame, WithTool } from './tool-frame';

/** How a program calls the tool. */
export function ApiPage({ slug }: { slug: string }) {
  return (
    <WithTool slug={slug}>
      {(tool) => (
        <ToolFrame tool={tool} current="api">
          <Page width="narrow">
            {tool.liveVersion === null ? (
              <NotPublished tool={tool} />
            ) : (
              <Calls tool={tool} version={tool.liveVersion} />
            )}
          </Page>
        </ToolFrame>
      )}
    </WithTool>
  );
}

function NotPublished({ tool }: { tool: Tool }) {
  const t = useTranslations('tools.api');
  const { canEdit } = useWorkspace();
  return (
    <EmptyState
      icon={Braces}
      title={t('unpublished')}
      description={t('unpublishedDescription')}
      action={canEdit && <PublishDialog tool={tool} />}
    />
  );
}

function Calls({ tool, version }: { tool: Tool; version: number }) {
  const t = useTranslations('tools.api');
  const { workspace } = useWorkspace();
  const origin = useQuery(apiOriginQuery(workspace.slug, tool.slug));
  const live = useQuery(versionQuery(browserApi, workspace.slug, tool.slug, version));
  const [created, setCreated] = useState<CreatedApiKey | null>(null);
  const [mode, setMode] = useState<Mode>('wait');
  const schema = live.data ? toDefinition(live.data.definition).inputs : null;
  const [example] = useExamples(schema ?? {});
  const failed = origin.error ?? live.error;
  if (failed)
    return (
      <ErrorState
        error={failed}
        onRetry={() => void Promise.all([origin.refetch(), live.refetch()])}
      />
    );
  if (!origin.data || !schema) {
    return (
      <LoadingRegion label={t('loading')} className="grid grid-cols-1 gap-4">
        <Skeleton className="h-16" />
        <Skeleton className="h-72" />
      </LoadingRegion>
    );
  }
  const options = {
    origin: origin.data,
    workspace: workspace.slug,
    tool: tool.slug,
    inputs: example ?? exampleInputs(schema),
    mode,
    ...(created ? { secret: created.secret } : {}),
  };
  const address = runAddress(options);
  return (
    <div className="grid grid-cols-1 gap-6">
      <section aria-label={t('endpoint')}>
        <h2 className="mb-2 text-[0.8125rem] font-semibold">{t('endpoint')}</h2>
        <div className="flex items-center gap-2 rounded-lg border bg-sunken py-1.5 pr-1.5 pl-3">
          <Badge tone="accent">POST</Badge>
          <code className="min-w-0 flex-1 truncate font-mono text-[0.8125rem]" title={address}>
            {address}
          </code>
          <CopyButton value={address} label={t('endpoint')} />
        </div>
      </section>
      <KeyMaker tool={tool} created={created} onCreated={setCreated} />
      <section aria-label={t('examples')} className="min-w-0">
        <h2 className="mb-2 text-[0.8125rem] font-semibold">{t('examples')}</h2>
        <div
          role="radiogroup"
          aria-label={t('mode.label')}
          className="mb-3 grid gap-2 sm:grid-cols-3"
        >
          {MODES.map((one) => (
            <ModeOption
              key={one}
              mode={one}
              isChosen={one === mode}
              onChoose={() => setMode(one)}
            />
          ))}
        </div>
        <Tabs defaultValue="curl">
          <TabsList aria-label={t('language')}>
            {LANGUAGES.map((language) => (
              <TabsTrigger key={language} value={language}>
                {NAMES[language]}
              </TabsTrigger>
            ))}
          </TabsList>
          {LANGUAGES.map((language) => (
            <TabsContent key={language} value={language}>
              <CodeBlock
                code={snippet(language, options)}
                label={t('snippet', { language: NAMES[language] })}
              />
            </TabsContent>
          ))}
        </Tabs>
      </section>
      <section aria-label={t('good')} className="grid grid-cols-1 gap-3 text-[0.8125rem]">
        <h2 className="font-semibold">{t('good')}</h2>
        <dl className="grid gap-3 sm:grid-cols-2">
          {(['sync', 'idempotency', 'cancel', 'errors'] as const).map((topic) => (
            <div key={topic} className="rounded-lg border bg-surface p-3">
              <dt className="font-medium">{t(`topics.${topic}.title`)}</dt>
              <dd className="mt-0.5 text-pretty text-muted-foreground">
                {t(`topics.${topic}.text`)}
              </dd>
            </div>
          ))}
        </dl>
        <Button asChild className="w-fit">
          <a href={openApiPath(workspace.slug, tool.slug)} target="_blank" rel="noreferrer">
            <FileJson2 aria-hidden />
            {t('openapi')}
          </a>
        </Button>
      </section>
    </div>
  );
}

const NAMES: Record<Language, string> = {
  curl: 'curl',
  javascript: 'JavaScript',
  python: 'Python',
};

function ModeOption({
  mode,
  isChosen,
  onChoose,
}: {
  mode: Mode;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const t = useTranslations('tools.api.mode');
  return (
    <label
      className={cn(
        'flex cursor-pointer gap-2 rounded-lg border p-2.5 text-[0.8125rem] transition-colors has-focus-visible:outline-2 has-focus-visible:outline-ring',
        isChosen ? 'border-primary bg-accent' : 'bg-surface hover:border-border-strong/60',
      )}
    >
      <input
        type="radio"
        name="mode"
        className="mt-0.5 accent-primary"
        checked={isChosen}
        onChange={onChoose}
      />
      <span>
        <span className="block font-medium">{t(`${mode}.title`)}</span>
        <span className="block text-xs text-muted-foreground">{t(`${mode}.text`)}</span>
      </span>
    </label>
  );
}
