import { describe, expect, it } from '@jest/globals';
import { Controller, Get, Global, Module, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TEST_ENV } from '../../../test/app.js';
import { AppConfig, loadConfig } from '../config/config.js';
import { Authenticated, Public, RequireRole } from './access.js';
import { AuthGuardModule } from './auth-guard.module.js';
import { Authenticator, Memberships } from './ports.js';

@Global()
@Module({
  providers: [
    { provide: AppConfig, useValue: loadConfig({ ...TEST_ENV, DATABASE_URL: 'postgres://none' }) },
    { provide: Authenticator, useValue: { authenticate: () => null } },
    { provide: Memberships, useValue: { findBySlug: () => null, findById: () => null } },
  ],
  exports: [AppConfig, Authenticator, Memberships],
})
class NobodyModule {}

@Controller('things')
class ForgottenController {
  @Get('open')
  @Public()
  open(): string {
    return 'open';
  }
  @Get('forgotten')
  forgotten(): string {
    return 'forgotten';
  }
}

@Controller('workspaces/:workspace/things')
@Authenticated()
class RoleForgottenController {
  @Get()
  list(): string {
    return 'things of others';
  }
}

@Controller('things')
class WorkspaceForgottenController {
  @Get(':thing')
  @RequireRole('runner')
  get(): string {
    return 'a thing';
  }
}

@Controller('workspaces/:workspace/things')
@RequireRole('runner')
class SoundController {
  @Get()
  list(): string {
    return 'things';
  }
  notARoute(): string {
    return 'nothing';
  }
}

async function start(controller: Type): Promise<void> {
  const module = await Test.createTestingModule({
    imports: [NobodyModule, AuthGuardModule],
    controllers: [controller],
  }).compile();
  const app = module.createNestApplication(new FastifyAdapter(), { logger: false });
  await app.init();
  await app.close();
}

describe('the server', () => {
  it.each([
    [
      ForgottenController,
      'ForgottenController.forgotten (GET things/forgotten) declares no access rule',
    ],
    [
      RoleForgottenController,
      'RoleForgottenController.list (GET workspaces/:workspace/things) has :workspace in its path, but asks for no role in it',
    ],
    [
      WorkspaceForgottenController,
      'WorkspaceForgottenController.get (GET things/:thing) asks for a role in a workspace, but has no :workspace in its path',
    ],
  ])('does not start with %p', async (controller, fault) => {
    await expect(start(controller)).rejects.toThrow(`Access rules are wrong: ${fault}.`);
  });

  it('starts when every route declares a sound rule', async () => {
    await expect(start(SoundController)).resolves.toBeUndefined();
  });
});
