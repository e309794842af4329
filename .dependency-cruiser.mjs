/** Which file may import which. Each rule says why in its comment; the build fails on a break. */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thing, or hide a third.',
      severity: 'error',
      from: {},
      // Entities of a relation name each other as types.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'type-import'] } },
    },
    {
      name: 'core-stands-alone',
      comment: 'core is what everything else builds on.',
      severity: 'error',
      from: { path: '^server/src/core/', pathNot: '[.-]spec\\.ts$' },
      to: { path: '^server/src/(engine|features|[^/]+\\.ts)' },
    },
    {
      name: 'engine-is-free-of-frameworks',
      comment: 'The engine can be read, tested and moved without Nest, TypeORM or a database.',
      severity: 'error',
      from: { path: '^server/src/engine/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^server/src/features/|^server/src/[^/]+\\.ts|node_modules/(@nestjs|typeorm|pg|fastify|graphile-worker)/',
      },
    },
    {
      name: 'engine-takes-little-from-core',
      comment: 'Only what is itself free of frameworks.',
      severity: 'error',
      from: { path: '^server/src/engine/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^server/src/core/(auth|bus|cache|config|db|health|logging|metrics)/' },
    },
    {
      name: 'slices-do-not-know-the-app',
      comment: 'app.module.ts puts the slices together; nothing below it knows it.',
      severity: 'error',
      from: { path: '^server/src/(core|engine|features)/', pathNot: 'spec\\.ts$' },
      to: { path: '^server/src/(app\\.module|main|create-app|openapi|migrate)\\.ts$' },
    },
    {
      name: 'slices-meet-through-services',
      comment:
        "Another slice's service, module, DTO, errors or constants; never its entity or its inside.",
      severity: 'error',
      from: { path: '^server/src/features/([^/]+)/', pathNot: 'spec\\.ts$' },
      to: {
        path: '^server/src/features/[^/]+/',
        pathNot: [
          '^server/src/features/$1/',
          '\\.(service|module|dto|errors|types|events|port|ports)\\.ts$',
        ],
      },
    },
    {
      name: 'client-lib-and-ui-stand-alone',
      comment: 'ui, lib <- features <- app.',
      severity: 'error',
      from: { path: '^client/src/(lib|components|i18n)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^client/src/(features|app)/' },
    },
    {
      name: 'client-features-do-not-know-routes',
      comment: 'ui, lib <- features <- app.',
      severity: 'error',
      from: { path: '^client/src/features/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^client/src/app/' },
    },
    {
      name: 'client-and-server-meet-over-http',
      comment: 'They are deployed apart; what they share is the OpenAPI document.',
      severity: 'error',
      from: { path: '^(client|server)/' },
      to: { path: '^(client|server)/', pathNot: '^$1/|node_modules' },
    },
    {
      name: 'no-test-code-in-the-product',
      comment: 'Tests use the product, not the other way round.',
      severity: 'error',
      from: { path: '^(client|server)/src/', pathNot: '[.-]spec\\.ts$|\\.test\\.tsx?$|/src/test/' },
      to: { path: '[.-]spec\\.ts$|\\.test\\.tsx?$|^server/test/|^client/(e2e|src/test)/' },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'What is imported is declared, at its exact version.',
      severity: 'error',
      from: { path: '^(client|server)/src/', pathNot: '[.-]spec\\.ts$' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-packages-in-the-product',
      comment: 'The production image does not hold them.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: 'spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'not-resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'client/tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.json', '.css'],
    },
  },
};
