import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EgressModule } from '../../core/egress/egress.module.js';
import { ModelAliasesService } from './model-aliases.service.js';
import { ModelCallWatch } from './model-call-watch.js';
import { ModelCatalog } from './model-catalog.js';
import { ModelsController } from './models.controller.js';
import { ModelsService } from './models.service.js';
import { PlatformProvidersController } from './platform-providers.controller.js';
import { Provider } from './provider.entity.js';
import { ProviderTestService } from './provider-test.service.js';
import { ProvidersController } from './providers.controller.js';
import { ProvidersService } from './providers.service.js';

/** Connections to model servers, and the models that steps can ask. */
@Module({
  imports: [TypeOrmModule.forFeature([Provider]), EgressModule],
  controllers: [ProvidersController, PlatformProvidersController, ModelsController],
  providers: [
    ModelCatalog,
    ModelAliasesService,
    ModelCallWatch,
    ModelsService,
    ProviderTestService,
    ProvidersService,
  ],
  exports: [ModelsService],
})
export class ProvidersModule {}
