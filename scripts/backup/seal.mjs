import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { Problem } from '../lib/problem.mjs';

/** A new pair of keys in age's own form. */
export async function makeKeys() {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/**
 * Encrypts for each of the public keys; a part of a pipeline.
 * @param {string[]} recipients
 */
export const sealing = (recipients) =>
  async function* (/** @type {AsyncIterable<Uint8Array>} */ source) {
    const encrypter = new Encrypter();
    for (const recipient of recipients) encrypter.addRecipient(recipient);
    yield* await encrypter.encrypt(/** @type {any} */ (Readable.toWeb(Readable.from(source))));
  };

/**
 * The contents of a backup's file, decrypted when identities are given.
 * @param {string} file
 * @param {string[]} identities private keys
 * @returns {Promise<Readable>}
 */
export async function openSealed(file, identities) {
  const source = createReadStream(file);
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  try {
    const plain = await decrypter.decrypt(/** @type {any} */ (Readable.toWeb(source)));
    return Readable.fromWeb(/** @type {any} */ (plain));
  } catch (cause) {
    source.destroy();
    throw new Problem(
      `${file} cannot be decrypted with this private key (BACKUP_AGE_IDENTITY_FILE): ${cause.message}.`,
      { cause },
    );
  }
}

/**
 * Passes bytes on, counting and hashing them.
 */
export function meter() {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk, _, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ bytes, sha256: hash.copy().digest('hex') }) };
}

/**
 * Size and checksum of what a stream gives.
 * @param {AsyncIterable<Uint8Array>} source
 */
export async function measure(source) {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    hash.update(chunk);
  }
  return { bytes, sha256: hash.digest('hex') };
}
