import assert from 'node:assert/strict';
import { docker, tryDocker } from './engine.mjs';

/** Tries to connect; exit code 0 when it can. */
const connect = (host, port) => [
  'node',
  '-e',
  `const s = require('node:net').connect(${port}, '${host}');
   s.setTimeout(2000, () => process.exit(2));
   s.on('connect', () => process.exit(0)).on('error', () => process.exit(1));`,
];

/** Whether a service has a way to anywhere that is not on its own networks. */
const hasWayOut = async (stack, service) => {
  const { stdout } = await stack.exec(service, ['cat', '/proc/net/route']);
  return stdout.split('\n').some((line) => line.split('\t')[1] === '00000000');
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
  const addressOf = async (service) =>
    (await stack.container(service)).NetworkSettings.Networks[`${project}_back`].IPAddress;

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
        const ip = await addressOf(service);
        assert.equal(
          (await stack.exec('server', connect(service, port))).code,
          0,
          'not by the server',
        );
        for (const host of [service, ip])
          assert.notEqual(
            (await stack.exec('client', connect(host, port))).code,
            0,
            `${host}: by the client`,
          );
        const { Image } = await stack.container('client');
        const guest = ['run', '--rm', '--network', `${project}_front`, Image];
        for (const host of [service, ip])
          assert.notEqual(
            (await tryDocker([...guest, ...connect(host, port)])).code,
            0,
            `${host}: by a guest`,
          );
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
    assert.notEqual((await stack.exec('client', connect('worker', 8000))).code, 0);
  });
}
