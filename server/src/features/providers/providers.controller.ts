import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentMember, RequireRole } from '../../core/auth/access.js';
import type { Member } from '../../core/auth/principal.js';
import { ApiProblems } from '../../core/errors/api-problems.js';
import { PageQueryDto } from '../../core/page-query.dto.js';
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

@ApiTags('Providers')
@Controller('workspaces/:workspace/providers')
@RequireRole('owner')
export class ProvidersController {
  constructor(
    private readonly providers: ProvidersService,
    private readonly tests: ProviderTestService,
  ) {}

  /** The model servers that this workspace is connected to, without their keys. */
  @Get()
  @RequireRole('runner')
  @ApiProblems('invalid')
  list(@CurrentMember() member: Member, @Query() page: PageQueryDto): Promise<ProviderPageDto> {
    return this.providers.list(member, page);
  }

  /** Connect a model server. The key is stored encrypted and never shown again. */
  @Post()
  @ApiProblems('invalid', 'conflict')
  create(@CurrentMember() member: Member, @Body() body: CreateProviderDto): Promise<ProviderDto> {
    return this.providers.create(member, body);
  }

  /** One provider, by its slug or id. */
  @Get(':provider')
  @RequireRole('runner')
  get(@CurrentMember() member: Member, @Param('provider') provider: string): Promise<ProviderDto> {
    return this.providers.find(member, provider);
  }

  /** Change a provider. A new address forgets the stored key, unless a key comes with it. */
  @Patch(':provider')
  @ApiProblems('invalid')
  update(
    @CurrentMember() member: Member,
    @Param('provider') provider: string,
    @Body() body: UpdateProviderDto,
  ): Promise<ProviderDto> {
    return this.providers.update(member, provider, body);
  }

  /** Disconnect a provider and forget its key. */
  @Delete(':provider')
  @HttpCode(204)
  delete(@CurrentMember() member: Member, @Param('provider') provider: string): Promise<void> {
    return this.providers.delete(member, provider);
  }

  /** Try the connection; tells the model server's own error. Asks a model for one word. */
  @Post(':provider/test')
  @HttpCode(200)
  @ApiProblems('invalid')
  test(
    @CurrentMember() member: Member,
    @Param('provider') provider: string,
    @Body() body: TestProviderDto,
  ): Promise<ProviderTestDto> {
    return this.tests.test(member, provider, body);
  }
}
