import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentMember, RequireRole } from '../../core/auth/access.js';
import type { Member } from '../../core/auth/principal.js';
import { ApiProblems } from '../../core/errors/api-problems.js';
import { AliasParamsDto, ModelAliasDto, ModelsDto, SetModelAliasDto } from './model.dto.js';
import { ModelAliasesService } from './model-aliases.service.js';

@ApiTags('Models')
@Controller('workspaces/:workspace')
@RequireRole('owner')
export class ModelsController {
  constructor(private readonly aliases: ModelAliasesService) {}

  /** Everything that a step can name as its model, of the workspace and of the platform. */
  @Get('models')
  @RequireRole('runner')
  list(@CurrentMember() member: Member): Promise<ModelsDto> {
    return this.aliases.list(member);
  }

  /** What an alias means. */
  @Get('model-aliases/:alias')
  @RequireRole('runner')
  @ApiProblems('invalid')
  get(@CurrentMember() member: Member, @Param() { alias }: AliasParamsDto): Promise<ModelAliasDto> {
    return this.aliases.get(member, alias);
  }

  /** Say what an alias means. Tools that name it use the other model from their next run on. */
  @Put('model-aliases/:alias')
  @ApiProblems('invalid', 'conflict')
  set(
    @CurrentMember() member: Member,
    @Param() { alias }: AliasParamsDto,
    @Body() body: SetModelAliasDto,
  ): Promise<ModelAliasDto> {
    return this.aliases.set(member, alias, body);
  }

  /** Forget an alias. */
  @Delete('model-aliases/:alias')
  @HttpCode(204)
  @ApiProblems('invalid')
  delete(@CurrentMember() member: Member, @Param() { alias }: AliasParamsDto): Promise<void> {
    return this.aliases.delete(member, alias);
  }
}
