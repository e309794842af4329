'use client';

import { useQuery } from '@tanstack/react-query';
import { FlaskConical, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { Spinner } from '@/components/ui/spinner';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { stepKindsQuery } from '@/features/tools/api/queries';
import type { Definition, JsonObject } from '@/features/tools/definition';
import { isSame } from '@/features/tools/definition-diff';
import { browserApi } from '@/lib/api/client';
import { isApiProblem } from '@/lib/api/problem';
import { type InputFaults, faultsByInput, givenInputs, missingInputs } from '../run-inputs';
import type { LiveRunControl } from '../use-live-run';
import { RunForm } from './run-form';
import { RunResult } from './run-result';

export interface RunPanelProps {
  /** Kept by the page, so that a run goes on being watched while the panel is closed. */
  control: LiveRunControl;
  definition: Definition;
  inputs: JsonObject;
  onInputsChange: (inputs: JsonObject) => void;
  /** Inputs to try with one click, such as those of the template; a second click gives the next. */
  examples?: readonly JsonObject[];
  /** Called first, to save the draft; the run starts only when it gives true. */
  beforeRun?: (() => Promise<boolean>) | undefined;
  /** Tabs save room beside the editor; columns show both on a page of their own. */
  layout: 'tabs' | 'columns';
}

/** The form of a tool and what a run of it gives. */
export function RunPanel({
  control,
  definition,
  inputs,
  onInputsChange,
  examples = [],
  beforeRun,
  layout,
}: RunPanelProps) {
  const t = useTranslations('runs');
  const common = useTranslations('common');
  const kinds = useQuery(stepKindsQuery(browserApi));
  const [tab, setTab] = useState<'input' | 'result'>(control.live ? 'result' : 'input');
  const [isPreparing, setPreparing] = useState(false);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const kindTitle = (kind: string) => kinds.data?.find((one) => one.kind === kind)?.title ?? kind;

  const faults: InputFaults = {
    ...(isApiProblem(control.problem)
      ? faultsByInput(definition.inputs, control.problem.errors)
      : {}),
    ...Object.fromEntries(missing.map((name) => [name, common('validation.required')])),
  };
  // Faults of inputs belong to the form; anything else is shown where the result would be.
  const isInputProblem =
    control.live === null &&
    isApiProblem(control.problem) &&
    control.problem.status === 422 &&
    Object.keys(faults).length > 0;

  const run = async () => {
    const absent = missingInputs(definition.inputs, inputs);
    setMissing(absent);
    if (absent.length > 0) {
      setTab('input');
      return;
    }
    setPreparing(true);
    const isReady = beforeRun ? await beforeRun() : true;
    setPreparing(false);
    if (!isReady) return;
    setTab('result');
    await control.start(
      givenInputs(inputs),
      definition.steps.map((step) => ({ path: step.id, kind: step.kind })),
    );
  };
  const change = (next: JsonObject) => {
    setMissing([]);
    onInputsChange(next);
  };

  const fillExample = () => {
    const next = (examples.findIndex((one) => isSame(one, inputs)) + 1) % examples.length;
    change(examples[next] ?? {});
  };

  const form = (
    <RunForm
      schema={definition.inputs}
      inputs={inputs}
      onChange={change}
      faults={faults}
      onSubmit={() => void run()}
    >
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          variant="primary"
          size="lg"
          className="min-w-28 flex-1 sm:flex-none"
          pending={isPreparing || control.isActive}
        >
          {!isPreparing && !control.isActive && <Play aria-hidden className="fill-current" />}
          {control.isActive ? t('running') : t('run')}
        </Button>
        {examples.length > 0 && (
          <Button size="lg" variant="ghost" onClick={fillExample}>
            <FlaskConical aria-hidden />
            {t('fillExample')}
          </Button>
        )}
        <span className="ml-auto hidden items-center gap-1 text-xs text-muted-foreground lg:flex">
          <Kbd>Ctrl</Kbd>
          <Kbd>↵</Kbd>
        </span>
      </div>
    </RunForm>
  );
  const hasResult = control.live !== null || (control.problem !== null && !isInputProblem);
  const shownTab = isInputProblem ? 'input' : tab;
  const result = hasResult ? (
    <RunResult control={control} kindTitle={kindTitle} />
  ) : (
    <NoResult>{t('noResult')}</NoResult>
  );

  return (
    <div
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !control.isActive) {
          event.preventDefault();
          void run();
        }
      }}
    >
      {layout === 'columns' ? (
        <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]">
          <section aria-label={t('input')}>{form}</section>
          <section aria-label={t('result')}>{result}</section>
        </div>
      ) : (
        <Tabs value={shownTab} onValueChange={(value) => setTab(value as 'input' | 'result')}>
          <TabsList aria-label={t('panel')} className="sticky top-0 z-10 bg-surface px-4">
            <TabsTrigger value="input">{t('input')}</TabsTrigger>
            <TabsTrigger value="result">
              {t('result')}
              {control.isActive && <Spinner className="size-3.5" />}
            </TabsTrigger>
          </TabsList>
          <TabsContent value="input" className="px-4 pb-5">
            {form}
          </TabsContent>
          <TabsContent value="result" className="px-4 pb-5">
            {result}
          </TabsContent>
        </Tabs>
      )}
    </div>
  );
}

function NoResult({ children }: { children: ReactNode }) {
  return (
    <p className="rounded-lg border border-dashed px-4 py-10 text-center text-[0.8125rem] text-pretty text-muted-foreground">
      {children}
    </p>
  );
}
