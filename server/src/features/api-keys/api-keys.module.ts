import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiKeyAuthenticator } from '../../core/auth/ports.js';
import { Clock } from '../../core/clock.js';
import { ToolsModule } from '../tools/tools.module.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeyLookup } from './api-key-lookup.js';
import { ApiKeyUse } from './api-key-use.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysService } from './api-keys.service.js';

/** Global, because the guard of every route asks for `ApiKeyAuthenticator`. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([ApiKey]), ToolsModule],
  controllers: [ApiKeysController],
  providers: [
    Clock,
    ApiKeysService,
    ApiKeyUse,
    ApiKeyLookup,
    { provide: ApiKeyAuthenticator, useExisting: ApiKeyLookup },
  ],
  exports: [ApiKeyAuthenticator],
})
export class ApiKeysModule {}
