import { Problem } from '../lib/problem.mjs';
import { until } from '../lib/wait.mjs';
import { docker, tryDocker } from './engine.mjs';

/**
 * One installation, as docker compose starts it.
 * @param {{ project: string, files: string[], variables: () => Record<string, string>, writeVariables: (text: string) => string, secrets: string[] }} options
 */
export function stackOf({ project, files, variables, writeVariables, secrets }) {
  /**
   * @param {string[]} args
   * @param {Record<string, string>} [instead] variables that are told in another way this once
   */
  const compose = (args, instead = {}) => {
    const told = { ...variables(), ...instead };
    const lines = Object.entries(told).map(([name, value]) => `${name}=${value}\n`);
    const file = writeVariables(lines.join(''));
    return docker(
      [
        'compose',
        '-p',
        project,
        '--env-file',
        file,
        ...files.flatMap((one) => ['-f', one]),
        ...args,
      ],
      { limitMs: 600_000 },
    );
  };

  /** The containers of a service, as Docker describes them, oldest first. */
  const containers = async (service) => {
    const wanted = ['project', 'service'].map((name, index) => [
      '--filter',
      `label=com.docker.compose.${name}=${[project, service][index]}`,
    ]);
    const ids = (await docker(['ps', '-aq', ...wanted.flat()])).split('\n').filter(Boolean);
    if (ids.length === 0) return [];
    const all = JSON.parse(await docker(['inspect', ...ids]));
    return all.sort((a, b) => (a.Created < b.Created ? -1 : 1));
  };

  const container = async (service) => {
    const [first] = await containers(service);
    if (!first) throw new Problem(`The service ${service} has no container.`);
    return first;
  };

  const isWell = ({ State }) =>
    State.Running && [undefined, 'healthy'].includes(State.Health?.Status);

  /** Waits until all containers of these services run and are healthy. Long: the machine may be busy. */
  const well = async (services, timeoutMs = 300_000) => {
    let ill = [];
    const done = await until(
      async () => {
        const found = await Promise.all(services.map(containers));
        ill = services.filter((_, index) => !found[index].length || !found[index].every(isWell));
        return ill.length === 0;
      },
      { timeoutMs, everyMs: 300 },
    );
    if (!done) throw new Problem(`Not healthy after ${timeoutMs / 1000} s: ${ill.join(', ')}.`);
  };

  const hide = (/** @type {string} */ text) =>
    secrets.reduce((left, secret) => left.replaceAll(secret, '***'), text);

  return {
    project,
    compose,
    containers,
    container,
    well,
    /** Runs a command in a service's container; its output and exit code. */
    exec: async (service, command, options = []) =>
      tryDocker(['exec', ...options, (await container(service)).Id, ...command]),
    /** The last lines of each service that is not well, or of the server when all are. */
    async explain(services) {
      const ill = [];
      for (const service of services) {
        const found = await containers(service).catch(() => []);
        if (found.some((one) => !isWell(one))) ill.push(service);
      }
      const told = ill.length > 0 ? ill : ['server'];
      const logs = await compose(['logs', '--no-color', '--tail', '20', ...told]).catch(
        (error) => error.message,
      );
      // eslint-disable-next-line no-control-regex -- compose moves the cursor about
      return hide(logs.replace(/\x1b\[\d*[A-Z]/g, '')).replace(/^(.{400}).+$/gm, '$1…');
    },
    async remove() {
      await compose(['down', '--volumes', '--remove-orphans', '--timeout', '2']).catch(() => {});
      const left = ['--filter', `label=com.docker.compose.project=${project}`];
      for (const [list, remove] of /** @type {const} */ ([
        [
          ['ps', '-aq'],
          ['rm', '-f', '-v'],
        ],
        [
          ['volume', 'ls', '-q'],
          ['volume', 'rm', '-f'],
        ],
        [
          ['network', 'ls', '-q'],
          ['network', 'rm'],
        ],
      ])) {
        const ids = (await docker([...list, ...left]).catch(() => '')).split('\n').filter(Boolean);
        if (ids.length > 0) await tryDocker([...remove, ...ids]);
      }
    },
  };
}
/** @typedef {ReturnType<typeof stackOf>} Stack */
