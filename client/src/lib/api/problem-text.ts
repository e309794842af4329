'use client';

import { useTranslations } from 'next-intl';
import { isApiProblem } from './problem';

export interface ProblemText {
  title: string;
  detail?: string;
}

/** Gives the function that puts an error into words of the reader's language. */
export function useProblemText(): (error: unknown) => ProblemText {
  const t = useTranslations('problems');
  return (error) => {
    if (!isApiProblem(error)) return { title: t('unexpected.title'), detail: t('unexpected.detail') };
    const known = knownProblems[error.code] ?? knownStatuses[error.status];
    if (known) return { title: t(`${known}.title`), detail: error.detail || t(`${known}.detail`) };
    // The server's own words beat a general sentence: they name the thing and what to do.
    return { title: error.title || t('unexpected.title'), detail: error.detail || undefined };
  };
}

type Known = 'network' | 'unavailable' | 'signedOut' | 'forbidden' | 'notFound' | 'rateLimited' | 'changedMeanwhile' | 'internal';

const knownProblems: Partial<Record<string, Known>> = { network: 'network', 'server-unavailable': 'unavailable' };

const knownStatuses: Partial<Record<number, Known>> = {
  401: 'signedOut',
  403: 'forbidden',
  404: 'notFound',
  412: 'changedMeanwhile',
  429: 'rateLimited',
  500: 'internal',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};
