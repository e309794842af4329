import { describe, expect, it } from '@jest/globals';
import { withoutSecrets } from './scrub.js';

describe('withoutSecrets', () => {
  it.each([
    ['connect to postgres://apm:hunter2@db:5432/apm failed', 'hunter2'],
    ['GET https://api.example/x?key=hunter2 gave 500', 'hunter2'],
    ['authorization: Bearer hunter2 refused', 'hunter2'],
    ['password=hunter2 at login', 'hunter2'],
    ['{"apiKey":"hunter2"}', 'hunter2'],
    ['no account for ada@example.com', 'ada@example.com'],
    ['invalid input syntax for type uuid: "my dear hunter2"', 'hunter2'],
    ['key apm_3fA9kLq0Zx81mNpR7sTuVw2y refused', '3fA9kLq0Zx81mNpR7sTuVw2y'],
    ['the_very_long_name_of_a_header_that_holds_a_token_for_somebody: hunter2', 'hunter2'],
    ['sent to ada@example.com,eve@example.com', 'eve@example.com'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.s1gn4tur3s1gn4tur3s1gn4', 'eyJzdWIi'],
  ])('hides what is secret in: %s', (text, secret) => {
    expect(withoutSecrets(text)).not.toContain(secret);
  });

  it.each([
    'relation "runs" does not exist',
    'Run 0190a6f1-3c6e-7b52-9c3e-1b2a3c4d5e6f is owned by somebody else.',
    "Cannot read properties of undefined (reading 'length')",
    'The connection to the database broke.',
  ])('leaves what helps: %s', (text) => {
    expect(withoutSecrets(text)).toBe(text);
  });

  it('keeps a long text short', () => {
    expect(withoutSecrets('long '.repeat(5_000)).length).toBe(1_000);
  });

  it.each(['token-', 'a@', '.', 'key=', '/', '://', 'token="', 'bearer  ', 'a@b.', 'Zm9vYmFyMQ'])(
    'reads only the beginning of a text that is made to take time: %s',
    (unit) => {
      expect(withoutSecrets(`Broken: ${unit.repeat(20_000).replaceAll(' ', '\t')}`)).toBe(
        `Broken: …'"`,
      );
    },
  );

  it.each([
    ['a quoted value', `invalid input: "${'my dear hunter2 '.repeat(500)}"`],
    ['the value of a name', `password='${'my dear hunter2 '.repeat(500)}'`],
    ['a long word', `${`"${'x '.repeat(100)}" `.repeat(9)}hunter2${'z'.repeat(500)}`],
  ])('leaves nothing of %s that goes on after the beginning', (_, text) => {
    expect(withoutSecrets(text)).not.toContain('hunter2');
  });
});
