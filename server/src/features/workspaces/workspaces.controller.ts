import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentMember, CurrentUser, RequireRole } from '../../core/auth/access.js';
import type { Member, UserPrincipal } from '../../core/auth/principal.js';
import { ApiProblems } from '../../core/errors/api-problems.js';
import { PageQueryDto } from '../../core/page-query.dto.js';
import {
  CreateWorkspaceDto,
  UpdateWorkspaceDto,
  WorkspaceDto,
  WorkspacePageDto,
} from './workspace.dto.js';
import { WorkspacesService } from './workspaces.service.js';

@ApiTags('Workspaces')
@Controller('workspaces')
export class WorkspacesController {
  constructor(private readonly workspaces: WorkspacesService) {}

  /** The workspaces that the account belongs to, newest first. */
  @Get()
  @Authenticated()
  @ApiProblems('invalid')
  list(
    @CurrentUser() user: UserPrincipal,
    @Query() query: PageQueryDto,
  ): Promise<WorkspacePageDto> {
    return this.workspaces.list(user.userId, query);
  }

  /** Make a workspace; the caller becomes its owner. */
  @Post()
  @Authenticated()
  @ApiProblems('conflict', 'invalid')
  create(
    @CurrentUser() user: UserPrincipal,
    @Body() body: CreateWorkspaceDto,
  ): Promise<WorkspaceDto> {
    return this.workspaces.create(user.userId, body);
  }

  /** One workspace. */
  @Get(':workspace')
  @RequireRole('runner')
  get(@CurrentMember() member: Member): Promise<WorkspaceDto> {
    return this.workspaces.get(member);
  }

  /** Rename a workspace. */
  @Patch(':workspace')
  @RequireRole('owner')
  @ApiProblems('invalid')
  update(@CurrentMember() member: Member, @Body() body: UpdateWorkspaceDto): Promise<WorkspaceDto> {
    return this.workspaces.update(member, body);
  }
}
