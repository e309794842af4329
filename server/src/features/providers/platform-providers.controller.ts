import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequirePlatformRole } from '../../core/auth/access.js';
import { ApiProblems } from '../../core/errors/api-problems.js';
import { PageQueryDto } from '../../core/page-query.dto.js';
import { PLATFORM } from './owner.js';
import {
  CreateProviderDto,
  ProviderDto,
  ProviderPageDto,
  ProviderTestDto,
  TestProviderDto,
  UpdateProviderDto,
} from './provider.dto.js';
import { ProviderTestService } from './provider-test.service.js';
import { ProvidersService } from './providers.service.js';

@ApiTags('Admin')
@Controller('admin/providers')
@RequirePlatformRole('admin')
export class PlatformProvidersController {
  constructor(
    private readonly providers: ProvidersService,
    private readonly tests: ProviderTestService,
  ) {}

  /** The model servers that every workspace may use, without their keys. */
  @Get()
  @ApiProblems('invalid')
  list(@Query() page: PageQueryDto): Promise<ProviderPageDto> {
    return this.providers.list(PLATFORM, page);
  }

  /** Connect a model server for all workspaces. Its address may be internal, such as Ollama on this machine. */
  @Post()
  @ApiProblems('invalid', 'conflict')
  create(@Body() body: CreateProviderDto): Promise<ProviderDto> {
    return this.providers.create(PLATFORM, body);
  }

  /** One provider of the platform, by its slug or id. */
  @Get(':provider')
  @ApiProblems('not_found')
  get(@Param('provider') provider: string): Promise<ProviderDto> {
    return this.providers.find(PLATFORM, provider);
  }

  /** Change a provider. A new address forgets the stored key, unless a key comes with it. */
  @Patch(':provider')
  @ApiProblems('not_found', 'invalid')
  update(
    @Param('provider') provider: string,
    @Body() body: UpdateProviderDto,
  ): Promise<ProviderDto> {
    return this.providers.update(PLATFORM, provider, body);
  }

  /** Disconnect a provider and forget its key. */
  @Delete(':provider')
  @HttpCode(204)
  @ApiProblems('not_found')
  delete(@Param('provider') provider: string): Promise<void> {
    return this.providers.delete(PLATFORM, provider);
  }

  /** Try the connection; tells the model server's own error. Asks a model for one word. */
  @Post(':provider/test')
  @HttpCode(200)
  @ApiProblems('not_found', 'invalid')
  test(
    @Param('provider') provider: string,
    @Body() body: TestProviderDto,
  ): Promise<ProviderTestDto> {
    return this.tests.test(PLATFORM, provider, body);
  }
}
