import type { RunFilters } from '@/lib/api/queries';
import { RUN_STATUSES, type RunStatus, type RunTrigger } from './types';

export const RUN_TRIGGERS = ['app', 'draft', 'api'] as const satisfies readonly RunTrigger[];

/** The filters as they stand in the address; dates are days. */
export interface RunFilterParams {
  tool?: string;
  status?: RunStatus;
  trigger?: RunTrigger;
  from?: string;
  to?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads the filters of an address; what makes no sense is left out. */
export function readFilters(get: (name: string) => string | null | undefined): RunFilterParams {
  const oneOf = <T extends string>(name: string, allowed: readonly T[]) =>
    allowed.find((one) => one === get(name));
  const day = (name: string) => {
    const value = get(name) ?? '';
    return DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
  };
  const tool = get('tool') ?? '';
  const filters = {
    tool: /^[a-z0-9-]+$/.test(tool) ? tool : undefined,
    status: oneOf('status', RUN_STATUSES),
    trigger: oneOf('trigger', RUN_TRIGGERS),
    from: day('from'),
    to: day('to'),
  };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

export const toSearch = (filters: RunFilterParams): string => {
  const search = new URLSearchParams(
    Object.entries(filters).filter(([, value]) => value),
  ).toString();
  return search && `?${search}`;
};

/** Days are the reader's: from the first moment of `from` to the last of `to`. */
export function toQuery({ from, to, ...rest }: RunFilterParams): RunFilters {
  const until = to ? new Date(`${to}T00:00:00`) : null;
  until?.setDate(until.getDate() + 1);
  return {
    ...rest,
    ...(from ? { from: new Date(`${from}T00:00:00`).toISOString() } : {}),
    ...(until ? { to: until.toISOString() } : {}),
  };
}
