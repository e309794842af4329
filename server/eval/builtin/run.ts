/**
 * `npm run eval:builtin`: scores the built-in AI on the cases beside this file and writes the table
 * into docs/builtin-ai.md. Plain Node runs it, without a build.
 */
await import(new URL('../../src/features/builtin-ai/worker/from-source.mjs', import.meta.url).href);
const { writeReport } = await import('./report.js');
await writeReport();
