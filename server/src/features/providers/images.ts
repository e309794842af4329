import type { LanguageModelV4FilePart } from '@ai-sdk/provider';
import type { Egress } from '../../core/egress/egress.js';
import { StepError } from '../../core/step-error.js';

const MAX_IMAGE_BYTES = 10 * 1024 * 1024;
const DATA_URL = /^data:(image\/[a-z0-9.+-]{1,40});base64,/i;

/**
 * An image as a part of a prompt. What is on the web is fetched here, through the guarded way out,
 * and sent along: not every model server fetches, and those that do have no guard.
 * @throws StepError `image-invalid`, `egress-...`
 */
export async function imagePart(
  image: string,
  egress: Egress,
  signal: AbortSignal,
): Promise<LanguageModelV4FilePart> {
  const inline = DATA_URL.exec(image);
  if (inline) return part(inline[1] as string, image.slice(inline[0].length));
  if (!/^https:\/\//i.test(image)) {
    throw new StepError(
      'image-invalid',
      'An image is given by an https address, or as data:image/...;base64,...',
    );
  }
  const request = {
    method: 'GET',
    url: image,
    headers: { accept: 'image/*' },
    signal,
    maxBytes: MAX_IMAGE_BYTES,
  };
  const { status, headers, body } = await egress.request(request);
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1);
  if (status !== 200 || !type.startsWith('image/')) {
    const got =
      status === 200 ? `answers with ${type || 'no type'}` : `answers with status ${status}`;
    throw new StepError(
      'image-invalid',
      `There is no image at "${image.slice(0, 200)}": it ${got}.`,
    );
  }
  return part(type, Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('base64'));
}

const part = (mediaType: string, data: string): LanguageModelV4FilePart => ({
  type: 'file',
  mediaType: mediaType.toLowerCase(),
  data: { type: 'data', data },
});
