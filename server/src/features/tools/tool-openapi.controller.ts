import { Controller, Get, Param, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CurrentMember, RequireRole } from '../../core/auth/access.js';
import { mayUseTool, type Member } from '../../core/auth/principal.js';
import { AppConfig } from '../../core/config/config.js';
import { ApiProblems } from '../../core/errors/api-problems.js';
import { NotFound } from '../../core/errors/domain-error.js';
import { toolOpenApi } from './openapi/tool-openapi.js';
import { ToolsService } from './tools.service.js';

@ApiTags('Tools')
@Controller('tools/:workspace/:tool')
export class ToolOpenApiController {
  constructor(
    private readonly tools: ToolsService,
    private readonly config: AppConfig,
  ) {}

  /** The OpenAPI 3.1 document of the live version: for code generators and for other platforms. */
  @Get('openapi.json')
  @RequireRole('runner', { scope: ['tools:read', 'runs:create'] })
  @ApiOkResponse({ content: { 'application/json': { schema: { type: 'object' } } } })
  @ApiProblems('conflict')
  async get(
    @CurrentMember() member: Member,
    @Param('tool') tool: string,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const version = await this.tools.getLive(member.workspaceId, tool);
    if (!mayUseTool(member.principal, version.toolId)) throw new NotFound('tool');
    return toolOpenApi(version, {
      workspaceSlug: member.workspaceSlug,
      serverUrl: this.config.env.PUBLIC_API_URL || `${request.protocol}://${request.host}`,
    });
  }
}
