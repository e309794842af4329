import { Controller, Get, Header, HttpCode, Req, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import { Public } from '../../core/auth/access.js';
import { AppConfig } from '../../core/config/config.js';
import { ApiProblems } from '../../core/errors/api-problems.js';
import { Forbidden } from '../../core/errors/domain-error.js';
import { Metrics } from '../../core/metrics/metrics.js';
import { HealthDto, LiveDto } from './health.dto.js';
import { HealthService } from './health.service.js';

/** What proxies add to a request. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for'];

@ApiTags('Health')
@Controller({ version: VERSION_NEUTRAL })
@Public()
export class HealthController {
  constructor(
    private readonly health: HealthService,
    private readonly metrics: Metrics,
    private readonly config: AppConfig,
  ) {}

  /** The process answers. Touches nothing else. */
  @Get('health/live')
  live(): LiveDto {
    return { status: 'ok' };
  }

  /** 200 when requests can be served (also degraded), 503 when not. */
  @Get('health/ready')
  @ApiServiceUnavailableResponse({ type: HealthDto, description: 'Not ready, or stopping' })
  @Header('cache-control', 'no-store')
  ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthDto> {
    return this.report(reply);
  }

  /** Details of each part, with version and commit. */
  @Get('health')
  @ApiServiceUnavailableResponse({ type: HealthDto, description: 'Not ready, or stopping' })
  @Header('cache-control', 'no-store')
  details(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthDto> {
    return this.report(reply);
  }

  /** Prometheus metrics; with METRICS_TOKEN for its bearer, without it for loopback only. */
  @Get('metrics')
  @ApiProblems('forbidden')
  @HttpCode(200)
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOkResponse({
    description: 'Prometheus text format',
    content: { 'text/plain': { schema: { type: 'string' } } },
  })
  prometheus(@Req() request: FastifyRequest): Promise<string> {
    if (!this.mayScrape(request)) throw new Forbidden('Metrics ask for METRICS_TOKEN as a bearer.');
    return this.metrics.registry.metrics();
  }

  private async report(reply: FastifyReply): Promise<HealthDto> {
    const report = await this.health.check();
    void reply.status(report.status === 'down' ? 503 : 200);
    return report;
  }

  private mayScrape(request: FastifyRequest): boolean {
    const { METRICS_TOKEN } = this.config.env;
    if (METRICS_TOKEN === '') {
      // A proxy on this machine has its address, too, and speaks for others.
      const isPassedOn = FORWARDED.some((name) => request.headers[name] !== undefined);
      return !isPassedOn && /^(127\.|::1$|::ffff:127\.)/.test(request.ip);
    }
    const given = Buffer.from(request.headers.authorization ?? '');
    const wanted = Buffer.from(`Bearer ${METRICS_TOKEN}`);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
}
