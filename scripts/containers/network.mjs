import assert from 'node:assert/strict';
import { Problem } from '../lib/problem.mjs';
import { docker, tryDocker } from './engine.mjs';

/** Tries to connect, and says whether it could: "reached" or "not reached". */
const connect = (host, port) => [
  'node',
  '-e',
  `const say = (word) => { console.log(word); process.exit(0); };
   const s = require('node:net').connect(${port}, '${host}');
   s.setTimeout(5000, () => say('not reached'));
   s.on('connect', () => say('reached')).on('error', () => say('not reached'));`,
];

/** What a look said. One that could not look has seen nothing, neither the one nor the other. */
const seen = ({ code, stdout, stderr }) => {
  if (code !== 0 || stdout === '') throw new Problem(`The look ended with ${code}: ${stderr}`);
  return stdout.trim();
};

/** Whether a service has a way to anywhere that is not on its own networks. */
const hasWayOut = async (stack, service) => {
  const routes = seen(await stack.exec(service, ['cat', '/proc/net/route']));
  assert.match(routes, /^Iface\t/);
  return routes.split('\n').some((line) => line.split('\t')[1] === '00000000');
};

/**
 * Who reaches whom.
 * @param {import('./checklist.mjs').Checklist} checks
 * @param {import('./stack.mjs').Stack} stack
 */
export async function networks({ check }, stack) {
  const { project } = stack;
  const targets = /** @type {const} */ ([
    ['postgres', 5432],
    ['redis', 6379],
  ]);
  /** The names by which a service could be asked: its own, and its address on each network. */
  const namesOf = async (service) => {
    const { NetworkSettings } = await stack.container(service);
    return [service, ...Object.values(NetworkSettings.Networks).map(({ IPAddress }) => IPAddress)];
  };
  const from = (service) => async (host, port) =>
    seen(await stack.exec(service, connect(host, port)));
  /** A stranger on the network of the proxy. */
  const guest = async (host, port) => {
    const { Image } = await stack.container('client');
    const run = ['run', '--rm', '--network', `${project}_front`, Image];
    return seen(await tryDocker([...run, ...connect(host, port)]));
  };
  /** Those in front, who do reach the server, do not reach this one, by whatever name. */
  const assertHiddenFromFront = async (service, port) => {
    const names = await namesOf(service);
    for (const [who, look] of /** @type {const} */ ([
      ['the client', from('client')],
      ['a guest', guest],
    ])) {
      assert.equal(await look('server', 8000), 'reached', `the server by ${who}`);
      const words = await Promise.all(names.map((name) => look(name, port)));
      assert.deepEqual(new Set(words), new Set(['not reached']), `${names.join(', ')} by ${who}`);
    }
  };

  for (const [service, port] of targets) {
    await check(
      `${service} has no published port and is on the internal network only`,
      async () => {
        const { NetworkSettings, HostConfig } = await stack.container(service);
        assert.deepEqual(Object.keys(NetworkSettings.Networks), [`${project}_back`]);
        assert.deepEqual(HostConfig.PortBindings ?? {}, {});
        assert.ok(!Object.values(NetworkSettings.Ports).some(Boolean), 'a port is published');
        const [network] = JSON.parse(await docker(['network', 'inspect', `${project}_back`]));
        assert.equal(network.Internal, true);
      },
    );

    await check(
      `${service} is reached by the server, and by nothing on the network of the proxy`,
      async () => {
        for (const name of await namesOf(service))
          assert.equal(await from('server')(name, port), 'reached', `${name} by the server`);
        await assertHiddenFromFront(service, port);
      },
    );

    await check(`${service} has no way out`, async () => {
      assert.equal(await hasWayOut(stack, service), false);
    });
  }

  await check('server, worker and backup have a way out', async () => {
    for (const service of ['server', 'worker', 'backup'])
      assert.equal(await hasWayOut(stack, service), true, service);
  });

  await check('the worker is reached by nobody in front', async () => {
    assert.equal(await from('server')('worker', 8000), 'reached', 'not even by the server');
    await assertHiddenFromFront('worker', 8000);
  });
}
