import { applyDecorators, Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentMember, RequireRole } from '../../core/auth/access.js';
import type { Member } from '../../core/auth/principal.js';
import { ApiProblems } from '../../core/errors/api-problems.js';
import { ToolsService } from '../tools/tools.service.js';
import { RunAnswerService } from './run-answer.service.js';
import { CreateRunDto, RunResultDto } from './run.dto.js';

const PREFER = {
  name: 'Prefer',
  required: false,
  description:
    '`wait=30` waits up to so many seconds (default 30, at most 300); `respond-async` does not wait.',
};
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  required: false,
  description: 'Makes sending again safe: the same key and inputs give the same run.',
};

/** What the routes that run a tool have in common in the OpenAPI document. */
const ApiRun = (): MethodDecorator =>
  applyDecorators(
    ApiBody({ type: CreateRunDto }),
    ApiHeader(PREFER),
    ApiHeader(IDEMPOTENCY_KEY),
    ApiOkResponse({ type: RunResultDto }),
    ApiAcceptedResponse({
      type: RunResultDto,
      description: 'The run goes on; Location says where it is found',
    }),
    ApiProblems('malformed', 'conflict', 'too_large', 'invalid', 'rate_limited', 'unavailable'),
  );

@ApiTags('Runs')
@Controller()
export class ToolRunsController {
  constructor(
    private readonly tools: ToolsService,
    private readonly runs: RunAnswerService,
  ) {}

  /**
   * Run the live version of a tool. Answers 200 with the result, or 202 when the run goes on; with
   * `Accept: text/event-stream` it streams what happens. A caller that leaves does not stop its run.
   */
  @Post('tools/:workspace/:tool/runs')
  @RequireRole('runner', { scope: 'runs:create' })
  @HttpCode(200)
  @ApiRun()
  async run(
    @CurrentMember() member: Member,
    @Param('tool') tool: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RunResultDto | undefined> {
    const version = await this.tools.getLive(member.workspaceId, tool);
    const trigger = member.principal.kind === 'api-key' ? 'api' : 'app';
    return this.runs.answer(member, version, trigger, body, request, reply);
  }

  /** Run the draft of a tool, in the same ways as the live version. */
  @Post('workspaces/:workspace/tools/:tool/draft/runs')
  @RequireRole('editor', { scope: 'tools:write' })
  @HttpCode(200)
  @ApiRun()
  async runDraft(
    @CurrentMember() member: Member,
    @Param('tool') tool: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RunResultDto | undefined> {
    const version = await this.tools.getDraft(member.workspaceId, tool);
    return this.runs.answer(member, version, 'draft', body, request, reply);
  }
}
