import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Member } from '../../core/auth/principal.js';
import type { RunnableVersion } from '../tools/runnable-version.types.js';
import { EventStream } from './event-stream.js';
import { answerMode, idempotencyKey, inputsOfBody } from './run-request.js';
import { RunExecutor } from './run-executor.js';
import { isFinished, type RunTrigger } from './run-state.js';
import type { RunResultDto } from './run.dto.js';
import { RunWatchService } from './run-watch.service.js';
import { RunsService, type StartedRun } from './runs.service.js';

/** Runs a tool for an HTTP request and answers in the way that the request asks for. */
@Injectable()
export class RunAnswerService {
  constructor(
    private readonly runs: RunsService,
    private readonly watching: RunWatchService,
    private readonly executor: RunExecutor,
  ) {}

  /** The result (200), where the run is found (202), or `undefined` when events are streamed. */
  answer(
    member: Member,
    version: RunnableVersion,
    trigger: RunTrigger,
    body: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<RunResultDto | undefined> {
    return this.executor.stayFor(this.run(member, version, trigger, body, request, reply));
  }

  private async run(
    member: Member,
    version: RunnableVersion,
    trigger: RunTrigger,
    body: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<RunResultDto | undefined> {
    const mode = answerMode(request.headers.accept, header(request, 'prefer'));
    const started = await this.runs.start(member, version, trigger, inputsOfBody(body), {
      place: mode.kind === 'async' ? 'queue' : 'here',
      durableStart: mode.kind === 'stream',
      idempotencyKey: idempotencyKey(header(request, 'idempotency-key')),
    });
    if (started.replayed) void reply.header('idempotency-replayed', 'true');
    if (mode.kind === 'stream') {
      void reply.header('location', locationOf(started));
      await this.watching.watch(started, new EventStream(reply));
      return undefined;
    }
    if (mode.kind === 'async') void reply.header('preference-applied', 'respond-async');
    const result =
      mode.kind === 'async'
        ? await this.runs.result(started)
        : await this.runs.waitForEnd(started, mode.ms);
    void reply.header('location', locationOf(started));
    // Who did not wait gets one kind of answer, also when a worker was quicker than this one.
    void reply.status(mode.kind !== 'async' && isFinished(result.status) ? 200 : 202);
    return result;
  }
}

const locationOf = (run: Pick<StartedRun, 'id'>): string => `/api/v1/runs/${run.id}`;

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}
