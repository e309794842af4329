'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import {
  Select,
  SelectContent,
  SelectGroup,
  SelectItem,
  SelectLabel,
  SelectTrigger,
  SelectValue,
} from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';
import { browserApi } from '@/lib/api/client';
import { useProblemText } from '@/lib/api/problem-text';
import { modelsQuery } from '@/lib/api/queries';
import type { Models } from '@/lib/api/types';
import { useWorkspace } from '@/lib/workspace-context';
import { setModelAlias } from './mutations';

/** The names that templates use; more can be made through the API. */
const ALIASES = ['default', 'fast'] as const;

export function ModelAliases() {
  const t = useTranslations('providers.aliases');
  const { workspace } = useWorkspace();
  const models = useQuery(modelsQuery(browserApi, workspace.slug));
  if (models.isError)
    return (
      <ErrorState
        error={models.error}
        onRetry={() => void models.refetch()}
        retrying={models.isFetching}
      />
    );
  // Without a single model that can be named there is nothing to choose from.
  if (models.data && models.data.models.length === 0 && models.data.aliases.length === 0)
    return null;
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>{t('title')}</CardTitle>
          <CardDescription>{t('description')}</CardDescription>
        </div>
      </CardHeader>
      <ul className="divide-y border-t">
        {ALIASES.map((alias) => {
          const now = models.data?.aliases.find((one) => one.alias === alias);
          return (
            <li
              key={alias}
              className="grid items-center gap-x-6 gap-y-2 px-4 py-3 sm:grid-cols-[1fr_18rem]"
            >
              <div>
                <p className="font-mono text-[0.8125rem] font-medium">{alias}</p>
                <p className="text-xs text-muted-foreground">{t(alias)}</p>
              </div>
              {!models.data ? (
                <Skeleton className="h-8" />
              ) : (
                <AliasSelect
                  alias={alias}
                  value={now ? `${now.provider}/${now.model}` : ''}
                  models={models.data.models}
                />
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

interface AliasSelectProps {
  alias: string;
  /** `provider-slug/model-name`, empty when it is not set. */
  value: string;
  models: Models['models'];
}

function AliasSelect({ alias, value, models }: AliasSelectProps) {
  const t = useTranslations('providers.aliases');
  const problemText = useProblemText();
  const { workspace, isOwner } = useWorkspace();
  const change = useMutation(setModelAlias(workspace.slug));
  const byProvider = Map.groupBy(models, (model) => model.providerName);
  const set = async (next: string) => {
    const cut = next.indexOf('/');
    try {
      await change.mutateAsync({ alias, provider: next.slice(0, cut), model: next.slice(cut + 1) });
      toast.success(t('saved', { alias, model: next }));
    } catch (error) {
      const { title, detail } = problemText(error);
      toast.error(title, { description: detail });
    }
  };
  return (
    <Select
      value={change.isPending ? `${change.variables.provider}/${change.variables.model}` : value}
      onValueChange={(next) => void set(next)}
      disabled={!isOwner || change.isPending}
    >
      <SelectTrigger aria-label={t('label', { alias })} className="font-mono text-[0.8125rem]">
        <SelectValue placeholder={t('choose')} />
      </SelectTrigger>
      <SelectContent>
        {/* A model that was taken off its provider's list still is what the alias means. */}
        {value !== '' && !models.some((model) => model.id === value) && (
          <SelectItem value={value}>{value}</SelectItem>
        )}
        {[...byProvider].map(([name, group]) => (
          <SelectGroup key={name}>
            <SelectLabel>{name}</SelectLabel>
            {group.map((model) => (
              <SelectItem key={model.id} value={model.id} className="font-mono text-[0.8125rem]">
                {model.id}
              </SelectItem>
            ))}
          </SelectGroup>
        ))}
      </SelectContent>
    </Select>
  );
}
