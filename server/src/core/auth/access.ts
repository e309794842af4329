import {
  applyDecorators,
  createParamDecorator,
  SetMetadata,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiBearerAuth, ApiParam } from '@nestjs/swagger';
import { ApiProblems } from '../errors/api-problems.js';
import type {
  ApiScope,
  Member,
  PlatformRole,
  Principal,
  UserPrincipal,
  WorkspaceRole,
} from './principal.js';

/** A key needs this scope, or one of these. */
export type AskedScope = ApiScope | readonly ApiScope[];

/** What a route asks of its caller. A route that declares nothing stops the start-up. */
export type Access =
  | { kind: 'public' }
  /** Any signed-in account; an API key only when a scope is named. */
  | { kind: 'authenticated'; scope?: AskedScope }
  | { kind: 'platform'; role: PlatformRole }
  /** A member of the workspace in `:workspace` with at least this role, or a key with this scope. */
  | { kind: 'workspace'; role: WorkspaceRole; scope?: AskedScope };

export const ACCESS = 'access';
const access = (value: Access): MethodDecorator & ClassDecorator => SetMetadata(ACCESS, value);

/** Anybody may call this route. */
export const Public = (): MethodDecorator & ClassDecorator => access({ kind: 'public' });

/** Any signed-in account may call this route; API keys only with the scope, when one is named. */
export const Authenticated = (
  options: { scope?: AskedScope } = {},
): MethodDecorator & ClassDecorator =>
  applyDecorators(
    access({ kind: 'authenticated', ...options }),
    ApiBearerAuth(),
    ApiProblems('unauthenticated', 'forbidden'),
  );

/** Only accounts with this platform role. */
export const RequirePlatformRole = (role: PlatformRole): MethodDecorator & ClassDecorator =>
  applyDecorators(
    access({ kind: 'platform', role }),
    ApiBearerAuth(),
    ApiProblems('unauthenticated', 'forbidden'),
  );

/** Only members of the workspace in the path with at least this role, or keys with this scope. */
export const RequireRole = (
  role: WorkspaceRole,
  options: { scope?: AskedScope } = {},
): MethodDecorator & ClassDecorator =>
  applyDecorators(
    access({ kind: 'workspace', role, ...options }),
    ApiParam({
      name: 'workspace',
      type: String,
      description: 'Slug of the workspace.',
      example: 'ada',
    }),
    ApiBearerAuth(),
    ApiProblems('unauthenticated', 'forbidden', 'not_found'),
  );

/** The request as the guard leaves it. */
export interface AuthenticatedRequest {
  principal?: Principal;
  member?: Member;
}

const fromRequest = (context: ExecutionContext): AuthenticatedRequest =>
  context.switchToHttp().getRequest<AuthenticatedRequest>();

/** The caller within the workspace of the path; only on routes with `@RequireRole`. */
export const CurrentMember = createParamDecorator(
  (_: unknown, context: ExecutionContext): Member => {
    const { member } = fromRequest(context);
    if (!member) throw new Error('CurrentMember needs a route with @RequireRole.');
    return member;
  },
);

/** The caller, account or key. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal => {
    const { principal } = fromRequest(context);
    if (!principal) throw new Error('CurrentPrincipal needs a route that is not public.');
    return principal;
  },
);

/** The signed-in account; only on routes that API keys cannot call. */
export const CurrentUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): UserPrincipal => {
    const { principal } = fromRequest(context);
    if (principal?.kind !== 'user')
      throw new Error('CurrentUser needs a route without a key scope.');
    return principal;
  },
);
