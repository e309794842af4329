import { Injectable, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS, type Access } from './access.js';

/** A route as its controller declares it. */
export interface DeclaredRoute {
  /** `ToolsController.publish` */
  name: string;
  method: keyof typeof RequestMethod;
  /** Without the prefix of the API: `workspaces/:workspace/tools`. */
  path: string;
  /** Undefined when it declares none; the server does not start then. */
  access: Access | undefined;
}

/** Every route of the program: for the check at start-up, and for tests that must miss none. */
@Injectable()
export class DeclaredRoutes {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  list(): DeclaredRoute[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (!instance || !metatype) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .flatMap((name) => this.ofHandler(metatype as () => unknown, prototype[name], name));
    });
  }

  private ofHandler(
    controller: () => unknown,
    handler: (() => unknown) | undefined,
    name: string,
  ): DeclaredRoute[] {
    if (!handler || !Reflect.hasMetadata(PATH_METADATA, handler)) return [];
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod;
    return pathsOf(controller).flatMap((base) =>
      pathsOf(handler).map((path) => ({
        name: `${controller.name}.${name}`,
        method: RequestMethod[method] as keyof typeof RequestMethod,
        path: [...base.split('/'), ...path.split('/')].filter((part) => part !== '').join('/'),
        access: this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [handler, controller]),
      })),
    );
  }
}

const pathsOf = (target: () => unknown): string[] =>
  [Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined]
    .flat()
    .map((path) => path ?? '');
