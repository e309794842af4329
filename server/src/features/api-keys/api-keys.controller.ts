import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentMember, RequireRole } from '../../core/auth/access.js';
import type { Member } from '../../core/auth/principal.js';
import { ApiProblems } from '../../core/errors/api-problems.js';
import { PageQueryDto } from '../../core/page-query.dto.js';
import { ApiKeyPageDto, CreateApiKeyDto, CreatedApiKeyDto } from './api-key.dto.js';
import { ApiKeysService } from './api-keys.service.js';

@ApiTags('API keys')
@Controller('workspaces/:workspace/api-keys')
@RequireRole('editor') // without a scope: a key can make no keys
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeysService) {}

  /** Keys that were not revoked, newest first; also those that expired. */
  @Get()
  @ApiProblems('invalid')
  list(@CurrentMember() member: Member, @Query() query: PageQueryDto): Promise<ApiKeyPageDto> {
    return this.apiKeys.list(member, query);
  }

  /** Make a key. Its secret is shown in this answer only. */
  @Post()
  @ApiProblems('malformed', 'conflict', 'invalid')
  create(
    @CurrentMember() member: Member,
    @Body() body: CreateApiKeyDto,
  ): Promise<CreatedApiKeyDto> {
    return this.apiKeys.create(member, body);
  }

  /** Revoke a key: it stops working at once. */
  @Delete(':key')
  @HttpCode(204)
  @ApiProblems('malformed')
  revoke(
    @CurrentMember() member: Member,
    @Param('key', ParseUUIDPipe) keyId: string,
  ): Promise<void> {
    return this.apiKeys.revoke(member, keyId);
  }
}
