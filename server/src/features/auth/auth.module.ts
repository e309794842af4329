import { Global, Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Authenticator } from '../../core/auth/ports.js';
import { AppConfig } from '../../core/config/config.js';
import { UsersModule } from '../users/users.module.js';
import { WorkspacesModule } from '../workspaces/workspaces.module.js';
import { AccessTokens } from './access-tokens.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { BearerAuthenticator } from './bearer-authenticator.js';
import { believeClient } from './device.js';
import { LoginThrottle } from './login-throttle.js';
import { MeController } from './me.controller.js';
import { Session } from './session.entity.js';
import { SessionCleanup } from './session-cleanup.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsService } from './sessions.service.js';

/** Global, because the guard of every route asks for `Authenticator`. */
@Global()
@Module({
  imports: [
    JwtModule.register({}),
    TypeOrmModule.forFeature([Session]),
    UsersModule,
    WorkspacesModule,
  ],
  controllers: [AuthController, SessionsController, MeController],
  providers: [
    AccessTokens,
    AuthService,
    LoginThrottle,
    SessionCleanup,
    SessionsService,
    { provide: Authenticator, useClass: BearerAuthenticator },
  ],
  exports: [Authenticator],
})
export class AuthModule {
  constructor({ httpAdapter }: HttpAdapterHost, { env }: AppConfig) {
    believeClient(httpAdapter.getInstance(), env.CLIENT_SECRET);
  }
}
