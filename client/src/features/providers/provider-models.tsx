import { useTranslations } from 'next-intl';
import type { Provider } from '@/lib/api/types';

type Model = Pick<
  Provider['models'][number],
  'name' | 'inputPricePerMillion' | 'outputPricePerMillion'
>;

/** The models of one provider with their prices. */
export function ProviderModels({ models }: { models: readonly Model[] }) {
  const t = useTranslations('providers');
  return (
    <div className="border-t px-4 py-3">
      {models.length === 0 ? (
        <p className="text-[0.8125rem] text-muted-foreground">{t('noModels')}</p>
      ) : (
        <ul aria-label={t('models')} className="grid gap-1.5">
          {models.map((model) => (
            <li
              key={model.name}
              className="flex flex-wrap items-baseline justify-between gap-x-4 text-[0.8125rem]"
            >
              <span className="font-mono break-all">{model.name}</span>
              <span className="text-xs text-muted-foreground tabular-nums">
                {model.inputPricePerMillion === null || model.outputPricePerMillion === null
                  ? t('noPrice')
                  : t('price', {
                      input: model.inputPricePerMillion,
                      output: model.outputPricePerMillion,
                    })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
