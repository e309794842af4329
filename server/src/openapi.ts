import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { loadConfig } from './core/config/config.js';
import { createOpenApiDocument } from './openapi-document.js';

/** Command line: writes the OpenAPI document to the file that is named, without any database. */
const config = loadConfig({
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  JWT_SECRETS: 'x'.repeat(32),
  ENCRYPTION_KEYS: `k:${Buffer.alloc(32).toString('base64')}`,
});
const app = await NestFactory.create<NestFastifyApplication>(
  AppModule.with(config),
  new FastifyAdapter(),
  {
    preview: true, // builds the graph of modules without creating anything
    logger: false,
  },
);
app.setGlobalPrefix('api/v1', { exclude: ['health', 'health/live', 'health/ready', 'metrics'] });
const json = `${JSON.stringify(createOpenApiDocument(app), null, 2)}\n`;
const target = process.argv[2];
if (target) writeFileSync(target, json);
else process.stdout.write(json);
process.exit(0);
