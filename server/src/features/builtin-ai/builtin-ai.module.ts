import { Module } from '@nestjs/common';
import { BuiltinAiService } from './builtin-ai.service.js';

/** Real AI on the CPU, without a key. Nothing is loaded before its first use. */
@Module({ providers: [BuiltinAiService], exports: [BuiltinAiService] })
export class BuiltinAiModule {}
