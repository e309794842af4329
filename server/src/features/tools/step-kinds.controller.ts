import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../../core/auth/access.js';
import { ApiProblems } from '../../core/errors/api-problems.js';
import { STEP_KINDS } from '../../engine/kinds/index.js';
import type { StepKind } from '../../engine/types.js';
import { StepKindDto } from './step-kind.dto.js';

@ApiTags('Tools')
@Controller('step-kinds')
export class StepKindsController {
  /** Kinds of steps, in the order in which people are offered them. */
  @Get()
  @ApiProblems('forbidden')
  @Authenticated({ scope: ['tools:read', 'tools:write'] })
  @Header('cache-control', 'private, max-age=300')
  list(): StepKindDto[] {
    return STEP_KINDS.map(toStepKindDto);
  }
}

const toStepKindDto = (kind: StepKind): StepKindDto => ({
  kind: kind.kind,
  title: kind.title,
  description: kind.description,
  nature: kind.nature,
  needsProvider: kind.needsProvider,
  endsRun: kind.endsRun ?? false,
  defaultTimeoutSeconds: kind.defaultTimeoutSeconds,
  with: kind.with,
  output: kind.output,
});
