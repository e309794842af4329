import { expect, it } from 'vitest';
import { safeNextPath } from './next-path';

it.each(['/w/ada', '/w/ada/runs?status=failed&x=1', '/w/ada/tools/a#step-2', '/w/a%20b'])(
  'goes on to %s',
  (next) => {
    expect(safeNextPath(next)).toBe(next);
  },
);

it.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  '/w/..//evil.example',
  'javascript:alert(1)',
  'w/ada',
  '/sign-in?next=/w/ada',
  '/api/auth/logout',
  '',
  undefined,
  null,
  ['/w/ada', '/w/b'],
])('does not go to %j', (next) => {
  expect(safeNextPath(next)).toBe('/');
});
