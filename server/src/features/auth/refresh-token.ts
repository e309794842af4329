import { createHash, randomBytes } from 'node:crypto';

const FORM = /^apr_[A-Za-z0-9_-]{43}$/;

/** A new refresh token: 256 random bits, so that a plain hash of it is enough to store. */
export const newRefreshToken = (): string => `apr_${randomBytes(32).toString('base64url')}`;

export const isRefreshToken = (text: string): boolean => FORM.test(text);

/** What is stored instead of the token. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
