import {
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createReadStream, createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../lib/problem.mjs';
import { manifestName, newestFirst } from './files.mjs';
import { measure, meter } from './seal.mjs';

/** An upload has at most 10,000 parts. */
const PART_BYTES = 16 * 1024 * 1024;
const MAX_PARTS = 9_000;

/**
 * The off-site copies. Data goes first and its manifest last: a copy that was cut off is none.
 * @param {import('./settings.mjs').Store} settings
 */
export function openStore({ endpoint, bucket, prefix, region, accessKeyId, secretAccessKey }) {
  const client = new S3Client({
    ...(endpoint && { endpoint, forcePathStyle: true }),
    region,
    credentials: { accessKeyId, secretAccessKey },
    // A store that hangs must not keep a backup for ever.
    requestHandler: { connectionTimeout: 10_000, socketTimeout: 120_000 },
    // Newer kinds of checksums are not understood by every store; the whole file is read back instead.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const place = `s3://${bucket}/${prefix}`;
  const at = (name) => ({ Bucket: bucket, Key: `${prefix}${name}` });
  /**
   * @template T
   * @param {string} what
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  const explained = async (what, work) => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Problem) throw error;
      const why = `${error.name}: ${error.message || error.code || 'no answer'}`;
      throw new Problem(`The off-site store ${place} (BACKUP_S3_*): ${what} failed: ${why}`, {
        cause: error,
      });
    }
  };
  const read = async (name) => (await client.send(new GetObjectCommand(at(name)))).Body;
  const put = (name, body, bytes) =>
    new Upload({
      client,
      params: { ...at(name), Body: body },
      partSize: Math.max(PART_BYTES, Math.ceil(bytes / MAX_PARTS)),
      queueSize: 2,
    }).done();

  return {
    place,
    /** Copies a backup, and reads the copy back to its last byte. */
    copy: (dir, manifest) =>
      explained(`copying ${manifest.file}`, async () => {
        await put(manifest.file, createReadStream(path.join(dir, manifest.file)), manifest.bytes);
        const found = await measure(/** @type {any} */ (await read(manifest.file)));
        if (found.sha256 !== manifest.sha256)
          throw new Problem(`The copy of ${manifest.file} in ${place} is not what was sent.`);
        const note = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
        await put(manifestName(manifest.file), note, note.length);
      }),
    /** @returns {Promise<import('./files.mjs').Manifest[]>} the complete copies, newest first */
    list: () =>
      explained('listing', async () => {
        const names = new Set();
        const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix });
        for await (const { Contents = [] } of pages)
          for (const { Key = '' } of Contents) names.add(Key.slice(prefix.length));
        const complete = [...names].filter((name) => names.has(manifestName(name)));
        const notes = complete.map(async (name) =>
          JSON.parse(await /** @type {any} */ (await read(manifestName(name))).transformToString()),
        );
        return (await Promise.all(notes)).sort(newestFirst);
      }),
    /** Fetches a copy into a file, and compares its checksum. */
    fetch: (manifest, file) =>
      explained(`fetching ${manifest.file}`, async () => {
        const counted = meter();
        const target = createWriteStream(file, { mode: 0o600 });
        await pipeline(/** @type {any} */ (await read(manifest.file)), counted.stream, target);
        if (counted.result().sha256 !== manifest.sha256)
          throw new Problem(`The copy of ${manifest.file} in ${place} is damaged.`);
      }),
    remove: (manifest) =>
      explained(`removing ${manifest.file}`, async () => {
        await client.send(new DeleteObjectCommand(at(manifestName(manifest.file))));
        await client.send(new DeleteObjectCommand(at(manifest.file)));
      }),
  };
}
