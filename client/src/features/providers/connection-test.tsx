'use client';

import { useMutation } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, PlugZap, Plus } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { useProblemText } from '@/lib/api/problem-text';
import type { Provider, ProviderTest } from '@/lib/api/types';
import { formatDuration } from '@/lib/format-duration';
import { useWorkspace } from '@/lib/workspace-context';
import { testProvider, updateProvider } from './mutations';
import type { ProviderScope } from './provider-scope';

export interface ConnectionTestProps {
  provider: Provider;
  scope: ProviderScope;
  /** Test without being asked, because the provider has just been connected. */
  startNow: boolean;
}

/** Asks the model server for a word, and shows its own words when it does not work. */
export function ConnectionTest({ provider, scope, startNow }: ConnectionTestProps) {
  const t = useTranslations('providers.test');
  const problemText = useProblemText();
  const { workspace } = useWorkspace();
  const test = useMutation(testProvider(workspace.slug, scope));
  const { mutate } = test;
  useEffect(() => {
    if (startNow) mutate(provider.id);
  }, [startNow, mutate, provider.id]);
  const problem = test.error && problemText(test.error);
  return (
    <div className="border-t px-4 py-3">
      <Button
        size="sm"
        pending={test.isPending}
        aria-label={t('named', { name: provider.name })}
        onClick={() => test.mutate(provider.id)}
      >
        {!test.isPending && <PlugZap aria-hidden />}
        {t('action')}
      </Button>
      <div role="status" className="text-[0.8125rem] empty:hidden [&>*]:mt-3">
        {problem && <Failure text={[problem.title, problem.detail].filter(Boolean).join(' ')} />}
        {test.data && !test.data.ok && (
          <Failure
            text={test.data.error ?? `HTTP ${test.data.status ?? '?'}`}
            title={t('failed')}
          />
        )}
        {test.data?.ok && <Success provider={provider} scope={scope} result={test.data} />}
      </div>
    </div>
  );
}

function Failure({ title, text }: { title?: string; text: string }) {
  return (
    <div className="flex gap-2 rounded-lg bg-danger-soft px-3 py-2.5 text-danger">
      <CircleAlert aria-hidden className="mt-px size-4 shrink-0" />
      <div className="min-w-0">
        {title && <p className="font-medium">{title}</p>}
        <p className="break-words whitespace-pre-wrap">{text}</p>
      </div>
    </div>
  );
}

/** More chips than this are no choice any more. */
const MAX_OFFERED = 24;

interface SuccessProps {
  provider: Provider;
  scope: ProviderScope;
  result: ProviderTest;
}

function Success({ provider, scope, result }: SuccessProps) {
  const t = useTranslations('providers.test');
  const locale = useLocale();
  const duration = formatDuration(result.latencyMs, locale);
  const known = new Set(provider.models.map((model) => model.name));
  const offered = result.models.filter((name) => !known.has(name));
  return (
    <>
      <p className="flex items-center gap-2 text-success">
        <CircleCheck aria-hidden className="size-4 shrink-0" />
        {result.testedModel
          ? t('asked', { duration, model: result.testedModel })
          : t('ok', { duration })}
      </p>
      {offered.length > 0 && (
        <div>
          <p className="mb-2 text-muted-foreground">{t('found')}</p>
          <ul className="flex flex-wrap gap-1.5">
            {offered.slice(0, MAX_OFFERED).map((name) => (
              <li key={name}>
                <AddModelButton provider={provider} scope={scope} name={name} />
              </li>
            ))}
            {offered.length > MAX_OFFERED && (
              <li className="self-center text-muted-foreground">
                {t('more', { count: offered.length - MAX_OFFERED })}
              </li>
            )}
          </ul>
        </div>
      )}
    </>
  );
}

interface AddModelButtonProps {
  provider: Provider;
  scope: ProviderScope;
  name: string;
}

function AddModelButton({ provider, scope, name }: AddModelButtonProps) {
  const t = useTranslations('providers.test');
  const problemText = useProblemText();
  const { workspace } = useWorkspace();
  const update = useMutation(updateProvider(workspace.slug, scope, provider.id));
  const add = () =>
    update.mutate(
      { models: [...provider.models, { name }] },
      {
        onError: (error) => {
          const { title, detail } = problemText(error);
          toast.error(title, { description: detail });
        },
      },
    );
  return (
    <Button
      size="sm"
      className="font-mono text-xs font-normal"
      pending={update.isPending}
      aria-label={t('add', { name })}
      onClick={add}
    >
      <Plus aria-hidden />
      {name}
    </Button>
  );
}
