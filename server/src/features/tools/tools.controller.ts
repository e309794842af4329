import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseIntPipe,
  Patch,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import { ApiBody, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentMember, RequireRole } from '../../core/auth/access.js';
import type { Member } from '../../core/auth/principal.js';
import { ApiProblems } from '../../core/errors/api-problems.js';
import { PageQueryDto } from '../../core/page-query.dto.js';
import { ToolCatalogService } from './tool-catalog.service.js';
import { ToolDraftsService } from './tool-drafts.service.js';
import { ToolVersionsService } from './tool-versions.service.js';
import {
  CreateToolDto,
  DraftCheckDto,
  DraftDto,
  ListToolsDto,
  PublishDto,
  SaveDraftDto,
  SetLiveDto,
  ToolDto,
  ToolPageDto,
  ToolVersionDto,
  ToolVersionPageDto,
  ToolVersionSummaryDto,
  UpdateToolDto,
} from './tool.dto.js';

@ApiTags('Tools')
@Controller('workspaces/:workspace/tools')
export class ToolsController {
  constructor(
    private readonly catalog: ToolCatalogService,
    private readonly drafts: ToolDraftsService,
    private readonly versions: ToolVersionsService,
  ) {}

  /** Tools of the workspace, newest first. */
  @Get()
  @RequireRole('runner', { scope: 'tools:read' })
  @ApiProblems('invalid')
  list(@CurrentMember() member: Member, @Query() query: ListToolsDto): Promise<ToolPageDto> {
    return this.catalog.list(member, query);
  }

  /** Make a tool from a template or a definition. Nobody can call it before it is published. */
  @Post()
  @RequireRole('editor', { scope: 'tools:write' })
  @ApiProblems('malformed', 'conflict', 'too_large', 'invalid')
  async create(
    @CurrentMember() member: Member,
    @Body() body: CreateToolDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ToolDto> {
    return withEtag(reply, await this.catalog.create(member, body));
  }

  /** One tool with its draft. ETag is the revision of the draft. */
  @Get(':tool')
  @RequireRole('runner', { scope: 'tools:read' })
  async get(
    @CurrentMember() member: Member,
    @Param('tool') tool: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ToolDto> {
    return withEtag(reply, await this.catalog.get(member, tool));
  }

  /** Change what the tool is called. A new slug changes the address that callers use. */
  @Patch(':tool')
  @RequireRole('editor', { scope: 'tools:write' })
  @ApiProblems('malformed', 'conflict', 'invalid')
  async update(
    @CurrentMember() member: Member,
    @Param('tool') tool: string,
    @Body() body: UpdateToolDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ToolDto> {
    return withEtag(reply, await this.catalog.update(member, tool, body));
  }

  /** Archive the tool: callers get 404, runs and versions stay, and it can be restored. */
  @Delete(':tool')
  @HttpCode(204)
  @RequireRole('editor', { scope: 'tools:write' })
  archive(@CurrentMember() member: Member, @Param('tool') tool: string): Promise<void> {
    return this.catalog.archive(member, tool);
  }

  /** Take an archived tool back into use. */
  @Post(':tool/restore')
  @HttpCode(200)
  @RequireRole('editor', { scope: 'tools:write' })
  restore(@CurrentMember() member: Member, @Param('tool') tool: string): Promise<ToolDto> {
    return this.catalog.restore(member, tool);
  }

  /** Save the draft over the revision in If-Match. */
  @Put(':tool/draft')
  @RequireRole('editor', { scope: 'tools:write' })
  @ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'Revision that was changed, as in the ETag.',
  })
  @ApiProblems(
    'malformed',
    'conflict',
    'precondition_failed',
    'too_large',
    'invalid',
    'precondition_required',
  )
  async saveDraft(
    @CurrentMember() member: Member,
    @Param('tool') tool: string,
    @Body() body: SaveDraftDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftDto> {
    const draft = await this.drafts.save(member, tool, body.definition, ifMatch);
    void reply.header('etag', `"${draft.revision}"`);
    return draft;
  }

  /** Say what is wrong with a definition and what would be carried out, without saving it. */
  @Post(':tool/draft/check')
  @HttpCode(200)
  @RequireRole('editor', { scope: 'tools:write' })
  @ApiProblems('malformed', 'too_large', 'invalid')
  checkDraft(
    @CurrentMember() member: Member,
    @Param('tool') tool: string,
    @Body() body: SaveDraftDto,
  ): Promise<DraftCheckDto> {
    return this.drafts.check(member, tool, body.definition);
  }

  /** Published versions, newest first. */
  @Get(':tool/versions')
  @RequireRole('runner', { scope: 'tools:read' })
  @ApiProblems('invalid')
  listVersions(
    @CurrentMember() member: Member,
    @Param('tool') tool: string,
    @Query() query: PageQueryDto,
  ): Promise<ToolVersionPageDto> {
    return this.versions.list(member, tool, query);
  }

  /** Publish the draft as the next version, and make it live. */
  @Post(':tool/versions')
  @ApiBody({ type: PublishDto, required: false })
  @RequireRole('editor', { scope: 'tools:write' })
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'Publish only this revision of the draft.',
  })
  @ApiProblems('malformed', 'conflict', 'precondition_failed', 'invalid')
  publish(
    @CurrentMember() member: Member,
    @Param('tool') tool: string,
    @Body() body: PublishDto,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<ToolVersionSummaryDto> {
    return this.versions.publish(member, tool, { notes: body.notes ?? '', ifMatch });
  }

  /** One published version with its definition. */
  @Get(':tool/versions/:number')
  @RequireRole('runner', { scope: 'tools:read' })
  @ApiProblems('malformed')
  getVersion(
    @CurrentMember() member: Member,
    @Param('tool') tool: string,
    @Param('number', ParseIntPipe) number: number,
  ): Promise<ToolVersionDto> {
    return this.versions.get(member, tool, number);
  }

  /** Give callers another published version, for example the one before. */
  @Put(':tool/live')
  @RequireRole('editor', { scope: 'tools:write' })
  @ApiProblems('malformed', 'conflict', 'invalid')
  setLive(
    @CurrentMember() member: Member,
    @Param('tool') tool: string,
    @Body() body: SetLiveDto,
  ): Promise<ToolVersionSummaryDto> {
    return this.versions.setLive(member, tool, body.number);
  }
}

function withEtag(reply: FastifyReply, tool: ToolDto): ToolDto {
  void reply.header('etag', `"${tool.draft.revision}"`);
  return tool;
}
