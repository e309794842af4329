import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseEnv, portFrom } from './settings.mjs';

describe('.env', () => {
  it('gives plain and quoted values, without comments and empty lines', () => {
    const text = [
      '# a comment',
      'PLAIN=value',
      'export EXPORTED = spaced out ',
      'DOUBLE="a # b"',
      "SINGLE='c' # after",
      'COMMENTED=d # e',
      'HASH=f#g',
      'EMPTY=',
      'NOTHING= # only this',
      'URL=postgres://u:p@h:1/d?x=y\r',
      'not a line',
    ].join('\n');
    assert.deepEqual(parseEnv(text), {
      PLAIN: 'value',
      EXPORTED: 'spaced out',
      DOUBLE: 'a # b',
      SINGLE: 'c',
      COMMENTED: 'd',
      HASH: 'f#g',
      EMPTY: '',
      NOTHING: '',
      URL: 'postgres://u:p@h:1/d?x=y',
    });
  });
});

describe('a port', () => {
  it('is the default when it is not given or empty', () => {
    assert.equal(portFrom({}, 'PORT', 3000), 3000);
    assert.equal(portFrom({ PORT: '' }, 'PORT', 3000), 3000);
    assert.equal(portFrom({ PORT: '4000' }, 'PORT', 3000), 4000);
  });

  for (const wrong of ['http', '0', '70000', '3000.5', '-1']) {
    it(`is refused by name when it is ${wrong}`, () => {
      assert.throws(
        () => portFrom({ API_PORT: wrong }, 'API_PORT', 8000),
        /^Problem: API_PORT must be/,
      );
    });
  }
});
