import { pipeline, type Readable } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
  type BrotliDecompress,
  type Gunzip,
} from 'node:zlib';

type Decoder = Gunzip | BrotliDecompress;

const DECODERS: Record<string, () => Decoder> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** What is asked for where the caller does not say. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

/**
 * The body without its compression; `null` when it has none, or one that is not known. One layer
 * only: bodies that are packed several times are bombs, not answers. Decoding follows the reader,
 * so that a bomb never unfolds further than what was asked for.
 */
export function decoded(body: Readable, headers: Record<string, string>): Readable | null {
  const create = DECODERS[(headers['content-encoding'] ?? '').trim().toLowerCase()];
  if (!create || headers['content-length'] === '0') return null;
  const decoder = create();
  // Errors of either side reach the reader of the decoder; ending the decoder ends the body.
  pipeline(body, decoder, () => undefined);
  return decoder;
}
