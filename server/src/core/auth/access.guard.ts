import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Forbidden, NotFound, Unauthenticated } from '../errors/domain-error.js';
import { RateLimiter } from '../rate-limit/rate-limiter.js';
import { ACCESS, type Access, type AskedScope, type AuthenticatedRequest } from './access.js';
import { Authenticator, Memberships } from './ports.js';
import { roleAllows, type Principal } from './principal.js';

/** The one guard: authenticates, finds the workspace of the path, and asks for the declared role. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly memberships: Memberships,
    private readonly limiter: RateLimiter,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!access) throw new Forbidden('This route declares no access rule.');
    if (access.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & AuthenticatedRequest>();
    const principal = await this.authenticator.authenticate(bearerOf(request));
    if (!principal) throw new Unauthenticated();
    request.principal = principal;
    this.limiter.count(principal.kind === 'user' ? principal.userId : principal.keyId);
    if (access.kind === 'platform') {
      if (principal.kind !== 'user' || principal.platformRole !== access.role)
        throw new Forbidden();
      return true;
    }
    if (access.kind === 'authenticated') {
      assertScope(principal, access.scope);
      return true;
    }
    const { workspace } = request.params as { workspace: string };
    const member = await this.memberships.findBySlug(principal, workspace);
    if (!member) throw new NotFound('workspace');
    assertScope(principal, access.scope);
    if (member.role !== null && !roleAllows(member.role, access.role)) {
      throw new Forbidden(`This needs the role ${access.role} in the workspace.`);
    }
    request.member = member;
    return true;
  }
}

/** An API key may do only what one of its scopes names. */
function assertScope(principal: Principal, asked: AskedScope | undefined): void {
  if (principal.kind !== 'api-key') return;
  if (asked === undefined) throw new Forbidden('API keys cannot do this; sign in instead.');
  const scopes = [asked].flat();
  if (scopes.some((scope) => principal.scopes.includes(scope))) return;
  throw new Forbidden(`This needs a key with the scope ${scopes.join(' or ')}.`);
}

function bearerOf(request: FastifyRequest): string {
  const [scheme, token, rest] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token || rest !== undefined)
    throw new Unauthenticated();
  return token;
}
