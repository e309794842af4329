import { createHash, createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * An object store that speaks S3 over HTTP, in memory: one bucket, uploads in one piece or in parts,
 * signatures (version 4) checked. No npm package or Debian 12's archive holds one that checks them.
 * @param {{ bucket?: string, accessKeyId?: string, secretAccessKey?: string }} [options]
 */
export async function startS3({
  bucket = 'backups',
  accessKeyId = 'test-key',
  secretAccessKey = 'test-secret',
} = {}) {
  /** @type {Map<string, Buffer>} */
  const objects = new Map();
  /** @type {Map<string, Map<number, Buffer>>} */
  const uploads = new Map();
  /** What a test makes it do wrong: answers a status, or null. @type {(request: any) => number | null} */
  let fault = () => null;

  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    const url = new URL(request.url ?? '', 'http://store');
    const answer = (status, content = '', headers = {}) =>
      void response.writeHead(status, headers).end(request.method === 'HEAD' ? '' : content);
    const refuse = (status, code) =>
      answer(status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);

    const failing = fault({ method: request.method, url, body });
    if (failing) return refuse(failing, 'InternalError');
    const problem = checkSignature(request, url, body, { accessKeyId, secretAccessKey });
    if (problem) return refuse(403, problem);
    const [, name, ...rest] = url.pathname.split('/').map(decodeURIComponent);
    if (name !== bucket) return refuse(404, 'NoSuchBucket');
    const key = rest.join('/');
    const uploadId = url.searchParams.get('uploadId');
    const etag = { etag: `"${createHash('md5').update(body).digest('hex')}"` };

    if (request.method === 'GET' && key === '') {
      const prefix = url.searchParams.get('prefix') ?? '';
      const found = [...objects.keys()].filter((known) => known.startsWith(prefix)).sort();
      const after = url.searchParams.get('continuation-token') ?? '';
      const page = found.filter((known) => known > after).slice(0, 2); // many pages, to be followed
      const last = page.at(-1) ?? '';
      const more = found.some((known) => known > last);
      const contents = page.map((known) => `<Contents><Key>${known}</Key></Contents>`).join('');
      const next = more ? `<NextContinuationToken>${last}</NextContinuationToken>` : '';
      return answer(
        200,
        `<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${contents}</ListBucketResult>`,
      );
    }
    if (request.method === 'POST' && url.searchParams.has('uploads')) {
      const id = randomBytes(8).toString('hex');
      uploads.set(id, new Map());
      return answer(
        200,
        `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    if (uploadId !== null) {
      const upload = uploads.get(uploadId);
      if (!upload) return refuse(404, 'NoSuchUpload');
      if (request.method === 'PUT') {
        upload.set(Number(url.searchParams.get('partNumber')), body);
        return answer(200, '', etag);
      }
      uploads.delete(uploadId);
      if (request.method === 'DELETE') return answer(204);
      const ordered = [...upload].sort(([a], [b]) => a - b).map(([, part]) => part);
      objects.set(key, Buffer.concat(ordered));
      return answer(
        200,
        `<CompleteMultipartUploadResult><Key>${key}</Key><ETag>x</ETag></CompleteMultipartUploadResult>`,
      );
    }
    if (request.method === 'PUT') {
      objects.set(key, body);
      return answer(200, '', etag);
    }
    if (request.method === 'DELETE') {
      objects.delete(key);
      return answer(204);
    }
    const object = objects.get(key);
    return object
      ? answer(200, /** @type {any} */ (object), { 'content-length': object.length })
      : refuse(404, 'NoSuchKey');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    objects,
    uploads,
    /** @param {typeof fault} next */
    failWhen: (next) => void (fault = next),
    settings: {
      endpoint: `http://127.0.0.1:${port}`,
      bucket,
      prefix: 'apm/',
      region: 'eu-test-1',
      accessKeyId,
      secretAccessKey,
    },
    env: {
      BACKUP_S3_ENDPOINT: `http://127.0.0.1:${port}`,
      BACKUP_S3_BUCKET: bucket,
      BACKUP_S3_PREFIX: 'apm',
      BACKUP_S3_REGION: 'eu-test-1',
      BACKUP_S3_ACCESS_KEY_ID: accessKeyId,
      BACKUP_S3_SECRET_ACCESS_KEY: secretAccessKey,
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const hmac = (key, data) => createHmac('sha256', key).update(data).digest();
const strict = (text) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The name of what is wrong with a request's signature, as S3 names it. */
function checkSignature(request, url, body, { accessKeyId, secretAccessKey }) {
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
  const match = form.exec(request.headers.authorization ?? '');
  if (!match) return 'AccessDenied';
  const [, id, date, region, names, given] = match;
  if (id !== accessKeyId) return 'InvalidAccessKeyId';
  const stated = request.headers['x-amz-content-sha256'];
  if (stated !== 'UNSIGNED-PAYLOAD' && stated !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const query = [...url.searchParams]
    .map(([name, value]) => `${strict(name)}=${strict(value)}`)
    .sort()
    .join('&');
  const headers = names
    .split(';')
    .map((name) => `${name}:${String(request.headers[name]).trim()}\n`)
    .join('');
  const canonical = [request.method, url.pathname, query, headers, names, stated].join('\n');
  const scope = `${date}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join(
    '\n',
  );
  const key = [date, region, 's3', 'aws4_request'].reduce(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, toSign).toString('hex') === given ? null : 'SignatureDoesNotMatch';
}
