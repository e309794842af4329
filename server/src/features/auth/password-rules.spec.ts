import { describe, expect, it } from '@jest/globals';
import { faultOfPassword } from './password-rules.js';

describe('faultOfPassword', () => {
  it.each([
    'password123',
    'PASSWORD123',
    'qwertyuiop',
    '1234567890',
    '9876543210',
    'aaaaaaaaaaaa',
    'abababababab',
  ])('refuses %s as one that attackers try first', (password) =>
    expect(faultOfPassword(password, 'ada@example.test')).toMatch(/first that attackers try/),
  );

  it.each(['ada.lovelace@example.test', 'ADA.Lovelace@example.test', 'ada.lovelace'])(
    'refuses %s as the address',
    (password) =>
      expect(faultOfPassword(password, 'ada.lovelace@example.test')).toMatch(
        /differ from the e-mail/,
      ),
  );

  it.each(['correct horse battery', 'hunter2hunter3', 'éèêëàâäùû', '1357924680'])(
    'takes %s',
    (password) => expect(faultOfPassword(password, 'ada@example.test')).toBeNull(),
  );
});
