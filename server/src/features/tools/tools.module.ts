import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from '../../core/clock.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { StepKindsController } from './step-kinds.controller.js';
import { Tool } from './tool.entity.js';
import { ToolVersion } from './tool-version.entity.js';
import { ToolCatalogService } from './tool-catalog.service.js';
import { ToolDraftsService } from './tool-drafts.service.js';
import { ToolOpenApiController } from './tool-openapi.controller.js';
import { ToolVersionsService } from './tool-versions.service.js';
import { ToolsController } from './tools.controller.js';
import { ToolsService } from './tools.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Tool, ToolVersion]), TemplatesModule],
  controllers: [ToolsController, StepKindsController, ToolOpenApiController],
  providers: [Clock, ToolsService, ToolCatalogService, ToolDraftsService, ToolVersionsService],
  exports: [ToolsService],
})
export class ToolsModule {}
