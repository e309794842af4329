import {
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  Authenticated,
  CurrentMember,
  CurrentPrincipal,
  RequireRole,
} from '../../core/auth/access.js';
import type { Member, Principal } from '../../core/auth/principal.js';
import { ApiProblems } from '../../core/errors/api-problems.js';
import { EventStream } from './event-stream.js';
import { RunWatchService } from './run-watch.service.js';
import { ListRunsQueryDto, RunDetailDto, RunPageDto, RunResultDto } from './run.dto.js';
import { RunsService } from './runs.service.js';

@ApiTags('Runs')
@Controller()
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly watching: RunWatchService,
  ) {}

  /** Runs of a workspace, newest first. A runner sees its own. */
  @Get('workspaces/:workspace/runs')
  @RequireRole('runner', { scope: 'runs:read' })
  @ApiProblems('invalid')
  list(@CurrentMember() member: Member, @Query() query: ListRunsQueryDto): Promise<RunPageDto> {
    return this.runs.list(member, query);
  }

  /** One run with its steps. */
  @Get('runs/:run')
  @Authenticated({ scope: 'runs:read' })
  @ApiProblems('not_found')
  get(
    @CurrentPrincipal() principal: Principal,
    @Param('run', ParseUUIDPipe) runId: string,
  ): Promise<RunDetailDto> {
    return this.runs.get(principal, runId);
  }

  /**
   * What happens in a run, as server-sent events: `run`, then `step.started`, `step.token`,
   * `step.retrying`, `step.finished`, and `run.finished` at the end. `Last-Event-ID` goes on where a
   * broken connection ended.
   */
  @Get('runs/:run/events')
  @Authenticated({ scope: 'runs:read' })
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  @ApiProblems('not_found')
  async events(
    @CurrentPrincipal() principal: Principal,
    @Param('run', ParseUUIDPipe) runId: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { workspaceId } = await this.runs.locate(principal, runId);
    await this.watching.watch({ id: runId, workspaceId }, new EventStream(reply), lastEventId);
  }

  /** End a run, also in the middle of a step. Finished steps stay in its journal. */
  @Post('runs/:run/cancel')
  @HttpCode(200)
  @Authenticated({ scope: 'runs:create' })
  @ApiProblems('not_found', 'conflict')
  cancel(
    @CurrentPrincipal() principal: Principal,
    @Param('run', ParseUUIDPipe) runId: string,
  ): Promise<RunResultDto> {
    return this.runs.cancel(principal, runId);
  }
}
