import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** What OWASP's password storage cheat sheet asks for: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{11,86})$/;

const encode = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

// The same text typed on two keyboards may be two sequences of code points.
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'));

/** Argon2id with a new salt, as a PHC string that names its own cost. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES);
  const hash = await derive('argon2id', {
    message: bytesOf(password),
    nonce,
    tagLength: HASH_BYTES,
    ...COST,
  });
  return toPhc(nonce, hash);
}

/** True when the password made this PHC string. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, hash] = PHC.exec(phc) ?? [];
  if (salt === undefined || hash === undefined)
    throw new Error('A stored password hash is not readable.');
  const expected = Buffer.from(hash, 'base64');
  const actual = await derive('argon2id', {
    message: bytesOf(password),
    nonce: Buffer.from(salt, 'base64'),
    tagLength: expected.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  });
  return timingSafeEqual(actual, expected);
}

// No password is known that gives a hash of zeros.
const OF_NOBODY = toPhc(Buffer.alloc(SALT_BYTES), Buffer.alloc(HASH_BYTES));

/** Takes as long as `verifyPassword` and fails: for an account that does not exist. */
export async function verifyNothing(password: string): Promise<false> {
  await verifyPassword(password, OF_NOBODY);
  return false;
}

function toPhc(salt: Buffer, hash: Buffer): string {
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(salt)}$${encode(hash)}`;
}
