import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentMember, RequireRole } from '../../core/auth/access.js';
import type { Member, UserPrincipal } from '../../core/auth/principal.js';
import { ApiProblems } from '../../core/errors/api-problems.js';
import { PageQueryDto } from '../../core/page-query.dto.js';
import { AddMemberDto, MemberDto, MemberPageDto, UpdateMemberDto } from './member.dto.js';
import { MembersService } from './members.service.js';

@ApiTags('Members')
@Controller('workspaces/:workspace/members')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  /** The people of the workspace, those who came last first. */
  @Get()
  @RequireRole('runner')
  @ApiProblems('invalid')
  list(@CurrentMember() member: Member, @Query() query: PageQueryDto): Promise<MemberPageDto> {
    return this.members.list(member, query);
  }

  /** Add an account to the workspace, by its e-mail address. */
  @Post()
  @RequireRole('owner')
  @ApiProblems('conflict', 'invalid')
  add(@CurrentMember() member: Member, @Body() body: AddMemberDto): Promise<MemberDto> {
    return this.members.add(member, body);
  }

  /** Leave the workspace. The last owner cannot. */
  @Delete('me')
  @HttpCode(204)
  @RequireRole('runner')
  @ApiProblems('conflict')
  leave(@CurrentMember() member: Member): Promise<void> {
    return this.members.remove(member, (member.principal as UserPrincipal).userId);
  }

  /** Give a member another role. The last owner keeps theirs. */
  @Patch(':user')
  @RequireRole('owner')
  @ApiProblems('malformed', 'conflict', 'invalid')
  update(
    @CurrentMember() member: Member,
    @Param('user', ParseUUIDPipe) userId: string,
    @Body() body: UpdateMemberDto,
  ): Promise<MemberDto> {
    return this.members.update(member, userId, body);
  }

  /** Take a member out of the workspace. The last owner stays. */
  @Delete(':user')
  @HttpCode(204)
  @RequireRole('owner')
  @ApiProblems('malformed', 'conflict')
  remove(
    @CurrentMember() member: Member,
    @Param('user', ParseUUIDPipe) userId: string,
  ): Promise<void> {
    return this.members.remove(member, userId);
  }
}
