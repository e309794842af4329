'use client';

import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Sheet, SheetContent, SheetTitle } from '@/components/ui/sheet';
import { RunPanel } from '@/features/runs/components/run-panel';
import { takeInputs } from '@/features/runs/handed-inputs';
import { useLiveRun } from '@/features/runs/use-live-run';
import { stepKindsQuery } from '@/features/tools/api/queries';
import { PublishDialog } from '@/features/tools/components/publish-dialog';
import { ToolFrame } from '@/features/tools/components/tool-frame';
import type { JsonObject } from '@/features/tools/definition';
import { defaultInputs } from '@/features/tools/schema-fields';
import { useExamples } from '@/features/tools/use-examples';
import { browserApi } from '@/lib/api/client';
import type { Tool } from '@/lib/api/types';
import { useWorkspace } from '@/lib/workspace-context';
import { EditorContext } from '../editor-context';
import { useEditor } from '../use-editor';
import { useMediaQuery } from '../use-media-query';
import { ConflictDialog } from './conflict-dialog';
import { DefinitionView } from './definition-view';
import { FaultSummary } from './fault-summary';
import { InputsEditor } from './inputs-editor';
import { OutputEditor } from './output-editor';
import { SaveStatus } from './save-status';
import { StepList } from './step-list';

/** The workbench: what the tool is at the left, trying it at the right. */
export function ToolEditor({ tool }: { tool: Tool }) {
  const t = useTranslations('editor');
  const { workspace } = useWorkspace();
  const editor = useEditor(workspace.slug, tool);
  const kinds = useQuery(stepKindsQuery(browserApi));
  const { definition, keys } = editor.doc;
  const [openKeys, setOpenKeys] = useState<ReadonlySet<string>>(
    () => new Set(keys.length === 1 ? keys : []),
  );
  const [isCode, setCode] = useState(false);
  const [isTrying, setTrying] = useState(false);
  const [inputs, setInputs] = useState<JsonObject>(
    () => takeInputs(tool.slug) ?? defaultInputs(definition.inputs),
  );
  const examples = useExamples(definition.inputs);
  const control = useLiveRun({ workspace: workspace.slug, tool: tool.slug, version: 'draft' });
  const isWide = useMediaQuery('(min-width: 64rem)');

  const saveByKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    void editor.save();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => saveByKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  const goToStep = (index: number) => {
    const key = keys[index];
    if (key) setOpenKeys(new Set([...openKeys, key]));
    setCode(false);
    requestAnimationFrame(() =>
      document
        .getElementById(`step-${definition.steps[index]?.id}`)
        ?.scrollIntoView({ behavior: 'smooth', block: 'start' }),
    );
  };
  // A press on Run or Publish that does nothing has to say why.
  const saveOrTell = async () => {
    const isSaved = await editor.save();
    if (!isSaved) {
      toast.error(t('save.faulty'));
      document.getElementById('faults')?.scrollIntoView({ behavior: 'smooth', block: 'center' });
    }
    return isSaved;
  };
  const panel = (
    <RunPanel
      control={control}
      definition={definition}
      inputs={inputs}
      onInputsChange={setInputs}
      examples={examples}
      beforeRun={saveOrTell}
      layout="tabs"
    />
  );
  const context = {
    definition,
    kinds: kinds.data ?? [],
    faults: editor.faults,
    update: editor.update,
  };
  return (
    <EditorContext value={context}>
      <ToolFrame
        tool={tool}
        current="edit"
        actions={
          <>
            <SaveStatus state={editor.saveState} onSave={() => void editor.save()} />
            <PublishDialog
              tool={tool}
              beforeOpen={saveOrTell}
              isUnsaved={editor.saveState !== 'saved'}
            />
          </>
        }
      >
        <div className="grid flex-1 lg:grid-cols-[minmax(0,1fr)_minmax(22rem,27rem)]">
          <div className="mx-auto grid grid-cols-1 w-full max-w-3xl content-start gap-6 px-4 py-5 pb-24 sm:px-6 lg:pb-10">
            {editor.problem !== null && (
              <ErrorState
                error={editor.problem}
                onRetry={() => void editor.save()}
                className="py-6"
              />
            )}
            {kinds.isError && (
              <ErrorState
                error={kinds.error}
                onRetry={() => void kinds.refetch()}
                retrying={kinds.isFetching}
              />
            )}
            <FaultSummary onGoToStep={goToStep} />
            <div role="group" aria-label={t('view.label')} className="-mb-3 flex gap-1">
              {([false, true] as const).map((code) => (
                <Button
                  key={String(code)}
                  variant="ghost"
                  size="sm"
                  aria-pressed={isCode === code}
                  className={isCode === code ? 'bg-muted text-foreground' : undefined}
                  onClick={() => setCode(code)}
                >
                  {code ? t('view.code') : t('view.build')}
                </Button>
              ))}
            </div>
            {isCode ? (
              <DefinitionView />
            ) : (
              <>
                <InputsEditor />
                <StepList keys={keys} openKeys={openKeys} onOpenChange={setOpenKeys} />
                <OutputEditor />
              </>
            )}
          </div>
          {isWide ? (
            <aside
              aria-label={t('try')}
              className="sticky top-12 h-[calc(100dvh-3rem)] overflow-y-auto border-l bg-surface pt-1.5"
            >
              {panel}
            </aside>
          ) : (
            <>
              <div className="fixed inset-x-0 bottom-0 z-20 border-t bg-surface p-3 shadow-pop md:left-58">
                <Button
                  variant="primary"
                  size="lg"
                  className="w-full"
                  onClick={() => setTrying(true)}
                >
                  <Play aria-hidden className="fill-current" />
                  {t('try')}
                </Button>
              </div>
              <Sheet open={isTrying} onOpenChange={setTrying}>
                <SheetContent side="bottom" aria-describedby={undefined} className="h-[85dvh]">
                  <SheetTitle className="px-4 pt-4 pb-1">{t('try')}</SheetTitle>
                  {panel}
                </SheetContent>
              </Sheet>
            </>
          )}
        </div>
        <ConflictDialog editor={editor} />
      </ToolFrame>
    </EditorContext>
  );
}
