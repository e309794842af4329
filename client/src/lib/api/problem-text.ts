'use client';

import { useTranslations } from 'next-intl';
import { isApiProblem } from './problem';

export interface ProblemText {
  title: string;
  detail?: string;
}

/**
 * Gives the function that puts an error into words of the reader's language.
 * Common problems have our own words; a special one is told best by the server, which names the thing and what to do.
 */
export function useProblemText(): (error: unknown) => ProblemText {
  const t = useTranslations('problems');
  return (error) => {
    if (!isApiProblem(error))
      return { title: t('unexpected.title'), detail: t('unexpected.detail') };
    const known =
      KNOWN_CODES[error.code] ?? (error.body.code ? undefined : KNOWN_STATUSES[error.status]);
    if (known) return { title: t(`${known}.title`), detail: t(`${known}.detail`) };
    return { title: error.title || t('unexpected.title'), detail: error.detail || undefined };
  };
}

type Known =
  | 'alreadyMember'
  | 'changedMeanwhile'
  | 'forbidden'
  | 'insecureConnection'
  | 'internal'
  | 'invalid'
  | 'lastOwner'
  | 'network'
  | 'notFound'
  | 'rateLimited'
  | 'registrationClosed'
  | 'signedOut'
  | 'unavailable'
  | 'wrongCredentials';

const KNOWN_CODES: Partial<Record<string, Known>> = {
  network: 'network',
  'server-unavailable': 'unavailable',
  'database-unavailable': 'unavailable',
  'too-many-requests': 'rateLimited',
  'insecure-connection': 'insecureConnection',
  'validation-failed': 'invalid',
  'wrong-credentials': 'wrongCredentials',
  'session-over': 'signedOut',
  'too-many-attempts': 'rateLimited',
  'registration-closed': 'registrationClosed',
  'already-a-member': 'alreadyMember',
  'last-owner': 'lastOwner',
  unauthenticated: 'signedOut',
  forbidden: 'forbidden',
  'not-found': 'notFound',
  'internal-error': 'internal',
};

const KNOWN_STATUSES: Partial<Record<number, Known>> = {
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
