import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { Device } from './sessions.service.js';

declare module 'fastify' {
  interface FastifyInstance {
    clientSecret: Buffer | null;
  }
}

/**
 * Makes the secret known by which the web interface proves itself: where a proxy stands between the
 * two, `X-Forwarded-For` names the web interface, and attempts of all people would count as one's.
 */
export function believeClient(fastify: FastifyInstance, secret: string | undefined): void {
  fastify.decorate('clientSecret', secret === undefined ? null : Buffer.from(secret));
}

/** Where the request came from. */
export const CurrentDevice = createParamDecorator(
  (_: unknown, context: ExecutionContext): Device => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return { userAgent: request.headers['user-agent'] ?? '', address: addressOf(request) };
  },
);

function addressOf({ headers, ip, server: { clientSecret } }: FastifyRequest): string {
  const address = headers['x-client-address'];
  if (clientSecret === null || typeof address !== 'string' || isIP(address) === 0) return ip;
  const given = Buffer.from(String(headers['x-client-secret'] ?? ''));
  const isClient = given.length === clientSecret.length && timingSafeEqual(given, clientSecret);
  return isClient ? address : ip;
}
