import { expect, it } from '@jest/globals';
import { isId, newId, timeOfId } from './ids.js';

it('makes UUIDs of version 7 that carry their time', () => {
  const now = Date.now() + 1000;
  const id = newId(now);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(timeOfId(id)).toBe(now);
  expect(isId(id)).toBe(true);
});

it('makes ids that are different and sort in the order of their making', () => {
  const ids = Array.from({ length: 20_000 }, () => newId());
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
});

it('goes on sorting when the clock goes back', () => {
  const later = newId(Date.now() + 10_000);
  expect(newId(Date.now()) > later).toBe(true);
});
