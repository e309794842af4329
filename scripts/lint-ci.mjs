import { checkMachine, install } from './lib/install.mjs';
import { failWith } from './lib/problem.mjs';

// npm run lint:ci: workflows, scripts in shell, YAML, compose files, Dockerfiles, alert rules, secrets.
// npm run lint:ci -- yaml runs only what matches. What cannot run for want of a program is named;
// with CI=true it has failed.

async function main() {
  checkMachine();
  await install();
  // Loaded only now: some of it comes from packages.
  const { CHECKS } = await import('./ci/lint/checks.mjs');
  const { runChecks } = await import('./ci/lint/run-checks.mjs');
  const [filter = ''] = process.argv.slice(2);
  const checks = CHECKS.filter(({ name }) => name.includes(filter));
  return runChecks(checks, {
    strict: process.env.CI === 'true',
    print: (line) => console.log(line),
  });
}

main().then((failed) => process.exit(failed > 0 ? 1 : 0), failWith);
