import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../../core/auth/access.js';
import { ApiProblems } from '../../core/errors/api-problems.js';
import { TemplateDto } from './template.dto.js';
import { TemplatesService } from './templates.service.js';

@ApiTags('Templates')
@Controller('templates')
export class TemplatesController {
  constructor(private readonly templates: TemplatesService) {}

  /** Starter tools, with inputs to try them on. */
  @Get()
  @ApiProblems('forbidden')
  @Authenticated({ scope: 'tools:read' })
  list(): TemplateDto[] {
    return this.templates.list();
  }
}
