import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** The OpenAPI document of the whole API. Complete only in the compiled program: its plugin runs there. */
export function createOpenApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('AIpoweredMakers')
    .setDescription('Make tools from prompts and workflows, run them, and see what every run did.')
    .setVersion('1')
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description: 'An access token or an API key (apm_…).',
    })
    .addServer('/')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}_${method}`,
  });
  for (const path of Object.values(document.paths)) {
    // A public route says so; without this, readers of the document could not tell it from an omission.
    for (const operation of [path.get, path.post]) if (operation) operation.security ??= [];
  }
  return document;
}

/** `/openapi.json`, and Swagger UI at `/docs`. */
export function setUpOpenApi(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => createOpenApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'AIpoweredMakers API',
  });
}
