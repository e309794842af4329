import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../lib/paths.mjs';
import { run } from '../../lib/processes.mjs';
import { repositoryFiles } from './tools.mjs';

/** The complete ones. */
export const composeFiles = () => repositoryFiles('docker-compose*.yml');
/** Those, and the files that only add to the one for production, together with it. */
const together = () => [
  ...composeFiles().map((file) => [file]),
  ...repositoryFiles('docker/compose.*.yml', 'docker/monitoring/compose.yml').map((file) => [
    'docker-compose.prod.yml',
    file,
  ]),
];

/**
 * `docker compose config` on each compose file, with a value for whatever it asks for. No engine has to
 * run. DOCKER_COMPOSE names another command than `docker compose`.
 */
export async function lintCompose(groups = together()) {
  const [command, ...args] = (process.env.DOCKER_COMPOSE || 'docker compose').split(' ');
  const compose = (more, env = {}) =>
    run(command, [...args, ...more], { cwd: root, env: { ...process.env, ...env } }).catch(
      (error) => ({ code: 1, output: error.message }),
    );
  if ((await compose(['version'])).code !== 0) {
    return { missing: 'install Docker with its plugin compose, or set DOCKER_COMPOSE' };
  }
  const outputs = [];
  for (const files of groups) {
    const text = files.map((file) => readFileSync(path.resolve(root, file), 'utf8')).join('\n');
    const asked = [...text.matchAll(/\$\{([A-Z][A-Z0-9_]*):?\?/g)].map(([, name]) => name);
    const sample = Object.fromEntries(asked.map((name) => [name, 'sample']));
    // Not the .env of whoever runs this.
    const config = [
      ...['--env-file', '/dev/null', '--profile', '*'],
      ...files.flatMap((file) => ['-f', file]),
      ...['config', '--quiet'],
    ];
    const { code, output } = await compose(config, sample);
    if (code !== 0 || output.includes('warning')) outputs.push(`${files.join(' + ')}:\n${output}`);
  }
  const ok = groups.length > 0 && outputs.length === 0;
  const note = groups.map((files) => files.at(-1)).join(', ');
  return { ok, note, output: outputs.join('\n') || 'There are no compose files.' };
}
