/** Passwords of ten characters and more that lists of stolen passwords begin with. */
const COMMON = new Set([
  '0123456789',
  '1029384756',
  '111222333444',
  '112233445566',
  '12345678910',
  '123456789a',
  '1q2w3e4r5t',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  '987654321a',
  'abcdefghij',
  'administrator',
  'asdfghjkl1',
  'asdfghjkl;',
  'changeme123',
  'changemenow',
  'football123',
  'iloveyou123',
  'letmein123',
  'letmeinnow',
  'mypassword',
  'password01',
  'password10',
  'password11',
  'password12',
  'password123',
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'princess123',
  'q1w2e3r4t5',
  'q1w2e3r4t5y6',
  'qazwsxedcrfv',
  'qwerty12345',
  'qwerty123456',
  'qwertyuiop',
  'qwertyuiop123',
  'superman123',
  'welcome123',
  'welcome1234',
  'zaq12wsxcde3',
  'zxcvbnm123',
  'p@ssw0rd123',
  'passw0rd123',
  'trustno1trustno1',
  'correcthorsebatterystaple',
]);

const DIGITS_UP = '01234567890123456789';
const DIGITS_DOWN = '98765432109876543210';

/**
 * What is wrong with a new password, or null. Length is checked by the DTOs; there are no rules on
 * kinds of characters, since they make passwords worse (NIST SP 800-63B).
 */
export function faultOfPassword(password: string, email: string): string | null {
  const folded = password.normalize('NFKC').toLowerCase().trim();
  if (folded === email || folded === email.split('@', 1)[0]) {
    return 'The password must differ from the e-mail address.';
  }
  const isRow = DIGITS_UP.includes(folded) || DIGITS_DOWN.includes(folded);
  if (COMMON.has(folded) || new Set(folded).size < 4 || isRow) {
    return 'This password is among the first that attackers try. Choose another, for example four words.';
  }
  return null;
}
