import { Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentUser } from '../../core/auth/access.js';
import type { UserPrincipal } from '../../core/auth/principal.js';
import { ApiProblems } from '../../core/errors/api-problems.js';
import { PageQueryDto } from '../../core/page-query.dto.js';
import { SessionPageDto } from './session.dto.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('Sessions')
@Controller('auth/sessions')
@Authenticated()
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  /** Where the account is signed in, newest first. */
  @Get()
  @ApiProblems('invalid')
  list(@CurrentUser() user: UserPrincipal, @Query() query: PageQueryDto): Promise<SessionPageDto> {
    return this.sessions.list(user, query);
  }

  /** Sign out everywhere else. */
  @Delete()
  @HttpCode(204)
  endOthers(@CurrentUser() user: UserPrincipal): Promise<void> {
    return this.sessions.endOthers(user);
  }

  /** Sign out one device. Its access token stops working too. */
  @Delete(':session')
  @HttpCode(204)
  @ApiProblems('malformed', 'not_found')
  end(
    @CurrentUser() user: UserPrincipal,
    @Param('session', ParseUUIDPipe) sessionId: string,
  ): Promise<void> {
    return this.sessions.end(user.userId, sessionId);
  }
}
