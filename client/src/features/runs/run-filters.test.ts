import { describe, expect, it } from 'vitest';
import { readFilters, toQuery, toSearch } from './run-filters';

const read = (search: string) => readFilters((name) => new URLSearchParams(search).get(name));

describe('filters of runs in the address', () => {
  it('reads back what it wrote', () => {
    const filters = {
      tool: 'triage',
      status: 'failed',
      trigger: 'api',
      from: '2026-11-01',
      to: '2026-11-30',
    } as const;
    expect(read(toSearch(filters))).toEqual(filters);
  });
  it('leaves out what makes no sense', () => {
    expect(read('?tool=../x&status=odd&trigger=&from=yesterday&to=2026-99-99')).toEqual({});
  });
  it('asks for whole days of the reader', () => {
    const { from, to } = toQuery({ from: '2026-11-01', to: '2026-11-01' });
    expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(24 * 3_600_000);
    expect(new Date(from ?? '').getHours()).toBe(0);
  });
});
