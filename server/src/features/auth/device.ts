import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Device } from './sessions.service.js';

/** Where the request came from. */
export const CurrentDevice = createParamDecorator(
  (_: unknown, context: ExecutionContext): Device => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return { userAgent: request.headers['user-agent'] ?? '', address: request.ip };
  },
);
