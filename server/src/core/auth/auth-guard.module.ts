import { Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { RateLimiter } from '../rate-limit/rate-limiter.js';
import { SharedCounts } from '../rate-limit/shared-counts.js';
import { AccessGuard } from './access.guard.js';
import { DeclaredRoutes, type DeclaredRoute } from './declared-routes.js';

/** Stops the start-up when a route declares no sound access rule: forgetting one must not open a door. */
@Injectable()
export class AccessDeclarations implements OnApplicationBootstrap {
  constructor(private readonly routes: DeclaredRoutes) {}

  onApplicationBootstrap(): void {
    const faults = this.routes.list().flatMap((route) => {
      const fault = faultOf(route);
      return fault === null ? [] : [`${route.name} (${route.method} ${route.path}) ${fault}`];
    });
    if (faults.length > 0) throw new Error(`Access rules are wrong: ${faults.join('; ')}.`);
  }
}

function faultOf({ path, access }: DeclaredRoute): string | null {
  if (!access) return 'declares no access rule';
  const namesWorkspace = path.split('/').includes(':workspace');
  if (access.kind === 'workspace' && !namesWorkspace) {
    return 'asks for a role in a workspace, but has no :workspace in its path';
  }
  if (access.kind !== 'workspace' && access.kind !== 'public' && namesWorkspace) {
    return 'has :workspace in its path, but asks for no role in it';
  }
  return null;
}

@Module({
  imports: [DiscoveryModule],
  providers: [
    DeclaredRoutes,
    AccessDeclarations,
    RateLimiter,
    SharedCounts,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
})
export class AuthGuardModule {}
