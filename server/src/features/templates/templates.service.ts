import { Injectable } from '@nestjs/common';
import { compileDefinition } from '../../engine/plan.js';
import { TEMPLATES } from './library.js';
import type { TemplateDto } from './template.dto.js';
import type { Template } from './template.js';

/** The tools that a maker can begin with. */
@Injectable()
export class TemplatesService {
  private readonly dtos: TemplateDto[] = TEMPLATES.map(toTemplateDto);

  /** All of them, the best one to begin with first. */
  list(): TemplateDto[] {
    return this.dtos;
  }

  find(key: string): Template | null {
    return TEMPLATES.find((template) => template.key === key) ?? null;
  }
}

function toTemplateDto(template: Template): TemplateDto {
  const { plan, faults } = compileDefinition(template.definition);
  if (!plan) throw new Error(`The template ${template.key} is broken: ${JSON.stringify(faults)}`);
  return {
    ...template,
    definition: template.definition as unknown as Record<string, unknown>,
    needsProvider: plan.needsProvider,
  };
}
