import { Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common';
import {
  APP_GUARD,
  DiscoveryModule,
  DiscoveryService,
  MetadataScanner,
  Reflector,
} from '@nestjs/core';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { ACCESS } from './access.js';
import { AccessGuard } from './access.guard.js';

/** Stops the start-up when a route declares no access rule: forgetting one must not open a door. */
@Injectable()
export class AccessDeclarations implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const missing: string[] = [];
    for (const { instance, metatype } of this.discovery.getControllers()) {
      if (!instance || !metatype) continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name];
        if (!handler || !Reflect.hasMetadata(PATH_METADATA, handler)) continue;
        if (!this.reflector.getAllAndOverride(ACCESS, [handler, metatype as () => unknown])) {
          missing.push(`${metatype.name}.${name}`);
        }
      }
    }
    if (missing.length > 0) {
      throw new Error(`These routes declare no access rule: ${missing.join(', ')}.`);
    }
  }
}

@Module({
  imports: [DiscoveryModule],
  providers: [AccessDeclarations, { provide: APP_GUARD, useClass: AccessGuard }],
})
export class AuthGuardModule {}
