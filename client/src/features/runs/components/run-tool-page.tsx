'use client';

import { Rocket } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Page } from '@/components/ui/page';
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton';
import { versionQuery } from '@/features/tools/api/queries';
import { PublishDialog } from '@/features/tools/components/publish-dialog';
import { ToolFrame, WithTool } from '@/features/tools/components/tool-frame';
import { type Definition, type JsonObject, toDefinition } from '@/features/tools/definition';
import { defaultInputs } from '@/features/tools/schema-fields';
import { useExamples } from '@/features/tools/use-examples';
import { browserApi } from '@/lib/api/client';
import type { Tool } from '@/lib/api/types';
import { useWorkspace } from '@/lib/workspace-context';
import { takeInputs } from '../handed-inputs';
import { useLiveRun } from '../use-live-run';
import { RunPanel } from './run-panel';

/** The published tool as a form, for everybody in the workspace. */
export function RunToolPage({ slug }: { slug: string }) {
  return (
    <WithTool slug={slug}>
      {(tool) => (
        <ToolFrame tool={tool} current="run">
          <Page>
            {tool.liveVersion === null ? (
              <NotPublished tool={tool} />
            ) : (
              <LiveTool tool={tool} version={tool.liveVersion} />
            )}
          </Page>
        </ToolFrame>
      )}
    </WithTool>
  );
}

function NotPublished({ tool }: { tool: Tool }) {
  const t = useTranslations('tools.unpublished');
  const { canEdit } = useWorkspace();
  return (
    <EmptyState
      icon={Rocket}
      title={t('title')}
      description={canEdit ? t('description') : t('forRunner')}
      action={canEdit && <PublishDialog tool={tool} />}
    />
  );
}

function LiveTool({ tool, version }: { tool: Tool; version: number }) {
  const t = useTranslations('tools');
  const { workspace } = useWorkspace();
  const live = useQuery(versionQuery(browserApi, workspace.slug, tool.slug, version));
  if (live.isPending) {
    return (
      <LoadingRegion label={t('loadingOne')}>
        <Skeleton className="h-72 max-w-md rounded-xl" />
      </LoadingRegion>
    );
  }
  if (live.isError)
    return (
      <ErrorState
        error={live.error}
        onRetry={() => void live.refetch()}
        retrying={live.isFetching}
      />
    );
  return (
    <>
      {tool.description && (
        <p className="mb-5 max-w-2xl text-pretty text-muted-foreground">{tool.description}</p>
      )}
      <LiveForm key={version} tool={tool} definition={toDefinition(live.data.definition)} />
    </>
  );
}

function LiveForm({ tool, definition }: { tool: Tool; definition: Definition }) {
  const { workspace } = useWorkspace();
  const examples = useExamples(definition.inputs);
  const control = useLiveRun({ workspace: workspace.slug, tool: tool.slug, version: 'live' });
  const [inputs, setInputs] = useState<JsonObject>(
    () => takeInputs(tool.slug) ?? defaultInputs(definition.inputs),
  );
  return (
    <RunPanel
      control={control}
      definition={definition}
      inputs={inputs}
      onInputsChange={setInputs}
      examples={examples}
      layout="columns"
    />
  );
}
