import { describe, expect, it } from '@jest/globals';
import { hashPassword, verifyNothing, verifyPassword } from './passwords.js';

describe('password hashes', () => {
  it('are PHC strings of argon2id with the cost that OWASP asks for', async () => {
    expect(await hashPassword('correct horse')).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    );
  });

  it('verify the password that made them and no other', async () => {
    const phc = await hashPassword('correct horse');
    expect(await verifyPassword('correct horse', phc)).toBe(true);
    expect(await verifyPassword('Correct horse', phc)).toBe(false);
    expect(await verifyPassword('', phc)).toBe(false);
  });

  it('differ each time', async () => {
    expect(await hashPassword('correct horse')).not.toBe(await hashPassword('correct horse'));
  });

  it('take the same text typed in two ways for the same password', async () => {
    expect(
      await verifyPassword('cafe\u0301 au lait', await hashPassword('caf\u00e9 au lait')),
    ).toBe(true);
  });

  it('verify with the cost they name', async () => {
    // The reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 24
    const phc =
      '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword('password', phc)).toBe(true);
  });

  it('refuse what is no hash', async () => {
    await expect(verifyPassword('password', 'plain')).rejects.toThrow('not readable');
  });

  it('of nobody match nothing', async () => {
    expect(await verifyNothing('')).toBe(false);
    expect(await verifyNothing('password')).toBe(false);
  });
});
