import assert from 'node:assert/strict';
import { docker } from './engine.mjs';

export const SERVICES = ['backup', 'client', 'postgres', 'redis', 'server', 'worker'];
/** The programs of this repository. */
const OURS = ['backup', 'client', 'server', 'worker'];

/**
 * What a program that was broken into may do.
 * @param {import('./checklist.mjs').Checklist} checks
 * @param {import('./stack.mjs').Stack} stack
 */
export async function hardening({ check }, stack) {
  for (const service of SERVICES) {
    await check(`${service}: not root, read-only, no capabilities, no new privileges`, async () => {
      const { Config, HostConfig } = await stack.container(service);
      assert.equal(HostConfig.ReadonlyRootfs, true);
      assert.deepEqual(HostConfig.CapDrop, ['ALL']);
      assert.equal(HostConfig.CapAdd, null);
      assert.equal(HostConfig.Privileged, false);
      assert.ok(HostConfig.Memory > 0 && HostConfig.NanoCpus > 0, 'no limits');
      assert.ok(HostConfig.LogConfig.Config['max-size'], 'logs grow without end');
      assert.ok(Config.Healthcheck?.Test?.length > 1, 'no health check');

      // What the kernel says of the process itself, not of the wish.
      const { stdout } = await stack.exec(service, ['cat', '/proc/1/status']);
      const field = (name) => stdout.match(new RegExp(`^${name}:\\s*(.*)$`, 'm'))?.[1];
      assert.equal(field('NoNewPrivs'), '1');
      for (const name of ['CapPrm', 'CapEff', 'CapBnd']) assert.match(field(name) ?? '', /^0+$/);
      const uid = Number(field('Uid')?.split(/\s/)[0]);
      if (OURS.includes(service)) assert.equal(uid, 10001);
      else assert.notEqual(uid, 0);

      const write = 'touch /here || touch /usr/here && echo written || echo refused';
      const { stdout: answer } = await stack.exec(service, ['sh', '-c', write]);
      assert.equal(answer, 'refused\n', 'the root can be written');
    });
  }

  await check(
    'no image holds a package manager, and nothing of the program can be changed by it',
    async () => {
      for (const service of ['client', 'server']) {
        const script =
          'for p in npm npx pnpm corepack yarn; do command -v $p && exit 1; done; exit 0';
        assert.equal((await stack.exec(service, ['sh', '-c', script])).code, 0, service);
        const changeable = 'find /app ! -user root -o -perm /022 ! -type l';
        const found = await stack.exec(service, ['sh', '-c', changeable]);
        assert.equal(found.code, 0, `${service}: ${found.stderr}`);
        assert.equal(found.stdout.slice(0, 500), '', `${service}: not root's alone`);
      }
    },
  );
}

/**
 * Who may know what.
 * @param {import('./checklist.mjs').Checklist} checks
 * @param {import('./stack.mjs').Stack} stack
 * @param {string[]} secrets of the server
 */
export async function secrecy({ check }, stack, secrets) {
  await check(
    'the web interface knows no secret of the server but the one that they share',
    async () => {
      const { Config, Image } = await stack.container('client');
      const told = JSON.stringify([
        Config.Env,
        JSON.parse(await docker(['image', 'inspect', Image])),
      ]);
      for (const secret of secrets)
        assert.ok(!told.includes(secret), 'a secret is in its environment');
      const names = Config.Env.map((line) => line.split('=')[0]);
      const secretive = names.filter((name) =>
        /PASSWORD|SECRET|ENCRYPTION|DATABASE|REDIS|TOKEN/.test(name),
      );
      // By this one it proves to the server who it is.
      assert.deepEqual(secretive, ['CLIENT_SECRET']);
    },
  );

  await check('images hold no settings of who built them', async () => {
    const script =
      "find / -xdev \\( -name '.env*' -o -name '.npmrc' -o -name 'secrets.json' -o -name '.git' \\)";
    for (const service of ['client', 'server']) {
      // As root, who sees all; a find that was kept out of a folder ends with an error.
      const { Image } = await stack.container(service);
      const look = ['run', '--rm', '--user', '0', '--network', 'none', Image, 'sh', '-c', script];
      assert.equal(await docker(look), '', service);
    }
  });
}
