import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ConfigError } from '../config/config.js';
import { SecretBox, SecretUnreadable } from './secret-box.js';

const key = (id: string, fill: number): string =>
  `${id}:${Buffer.alloc(32, fill).toString('base64')}`;
const place = { table: 'providers', id: 'a', workspaceId: 'w' };
const box = new SecretBox([key('one', 1)]);

describe('SecretBox', () => {
  it('opens what it sealed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(box.open(box.seal(text, place), place)).toBe(text);
      }),
    );
  });

  it('never gives the same form twice, and never the text', () => {
    const sealed = box.seal('sk-secret', place);
    expect(sealed).not.toBe(box.seal('sk-secret', place));
    expect(sealed).toMatch(/^v1\.one\.[\w-]+$/);
    expect(Buffer.from(sealed.split('.')[2] as string, 'base64url').includes('sk-secret')).toBe(
      false,
    );
  });

  it.each([
    ['another row', { ...place, id: 'b' }],
    ['another workspace', { ...place, workspaceId: 'v' }],
    ['the platform', { ...place, workspaceId: null }],
    ['another table', { ...place, table: 'other' }],
  ])('does not open a secret in %s', (_, elsewhere) => {
    expect(() => box.open(box.seal('x', place), elsewhere)).toThrow(SecretUnreadable);
  });

  it('does not open what was changed anywhere', () => {
    const sealed = box.seal('secret', place);
    const [version, id, data] = sealed.split('.') as [string, string, string];
    fc.assert(
      fc.property(
        fc.nat({ max: Buffer.from(data, 'base64url').length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (index, mask) => {
          const bytes = Buffer.from(data, 'base64url');
          bytes.writeUInt8(bytes.readUInt8(index) ^ mask, index);
          const changed = `${version}.${id}.${bytes.toString('base64url')}`;
          expect(() => box.open(changed, place)).toThrow(SecretUnreadable);
        },
      ),
    );
  });

  it.each(['', 'x', 'v1.one.', 'v1.one.AAAA', 'v2.one.AAAA', 'v1.one.AAAA.x'])(
    'does not open "%s"',
    (text) => {
      expect(() => box.open(text, place)).toThrow('not a sealed secret');
    },
  );

  it('seals with the first key and opens with all', () => {
    const rotated = new SecretBox([key('two', 2), key('one', 1)]);
    const old = box.seal('x', place);
    expect(rotated.open(old, place)).toBe('x');
    expect(rotated.isOutdated(old)).toBe(true);
    expect(rotated.isOutdated(rotated.seal('x', place))).toBe(false);
    expect(() => box.open(rotated.seal('x', place), place)).toThrow(
      'The key "two" is missing in ENCRYPTION_KEYS.',
    );
  });

  it('does not open with another key of the same id, also when ids are exchanged', () => {
    expect(() => new SecretBox([key('one', 9)]).open(box.seal('x', place), place)).toThrow(
      SecretUnreadable,
    );
    const same = new SecretBox([key('other', 1)]);
    expect(() => same.open(box.seal('x', place).replace('v1.one.', 'v1.other.'), place)).toThrow(
      SecretUnreadable,
    );
  });

  it('takes two keys of one id as a fault of the configuration', () => {
    expect(() => new SecretBox([key('one', 1), key('one', 2)])).toThrow(ConfigError);
  });
});
