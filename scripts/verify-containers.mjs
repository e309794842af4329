import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checklist, GivenUp } from './containers/checklist.mjs';
import { assertEngine, endCommands, packedMegabytes, tryDocker } from './containers/engine.mjs';
import { hardening, secrecy, SERVICES } from './containers/hardening.mjs';
import {
  buildFolder,
  buildImage,
  buildPreviousServer,
  currentCommit,
  previousCommit,
} from './containers/images.mjs';
import { networks } from './containers/network.mjs';
import { rollingUpdate } from './containers/rolling.mjs';
import { stackOf } from './containers/stack.mjs';
import { asFirstProcess, restarts, stops } from './containers/stopping.mjs';
import { mainStory } from './containers/story.mjs';
import { afterUpgrade, answers, installPrevious, update } from './containers/upgrade.mjs';
import { withoutModel } from './containers/without-model.mjs';
import { inRoot } from './lib/paths.mjs';
import { freePort } from './lib/ports.mjs';
import { failWith, inWords, Problem } from './lib/problem.mjs';

// npm run verify:containers: builds the images, starts a whole installation from docker-compose.prod.yml
// under a name and secrets of its own, and checks what it promises. All of it is removed at the end.
// npm run verify:containers -- --from v1.2.0 upgrades from that commit instead of the last release.

const { values: options } = parseArgs({ options: { from: { type: 'string' } } });
const project = `apm-verify-${randomBytes(4).toString('hex')}`;
const temporary = mkdtempSync(path.join(os.tmpdir(), `${project}-`));
const images = Object.fromEntries(
  ['server', 'client', 'backup', 'proxy', 'previous', 'small'].map((name) => [
    name,
    `${project}-${name}:latest`,
  ]),
);

/** More than this takes long to fetch on a small machine. */
const MEGABYTES = { server: 250, client: 200 };

const secret = () => randomBytes(24).toString('hex');
const secrets = {
  ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  JWT_SECRETS: secret(),
  METRICS_TOKEN: secret(),
  POSTGRES_PASSWORD: secret(),
  REDIS_PASSWORD: secret(),
};
const clientSecret = secret();
let serverImage = images.server;

async function main() {
  const engine = await assertEngine();
  const [clientPort, apiPort, smallPort] = [await freePort(), await freePort(), await freePort()];
  const clientUrl = `http://127.0.0.1:${clientPort}`;
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const stack = stackOf({
    project,
    files: [inRoot('docker-compose.prod.yml'), inRoot('scripts/containers/compose.verify.yml')],
    secrets: [...Object.values(secrets), clientSecret],
    writeVariables(text) {
      const file = path.join(temporary, 'variables');
      writeFileSync(file, text, { mode: 0o600 });
      return file;
    },
    variables: () => ({
      ...secrets,
      CLIENT_SECRET: clientSecret,
      SERVER_IMAGE: serverImage,
      CLIENT_IMAGE: images.client,
      BACKUP_IMAGE: images.backup,
      PUBLIC_URL: clientUrl,
      DRAIN_SECONDS: '5',
      // The callers of the rolling update have one key, and a fast machine.
      RATE_LIMIT_PER_MINUTE: '0',
      VERIFY_PROXY_IMAGE: images.proxy,
      VERIFY_CLIENT_PORT: String(clientPort),
      VERIFY_API_PORT: String(apiPort),
    }),
  });
  const { cleanUp, isOver } = removeAtEnd(stack);
  const checks = checklist({
    print: (line) => console.log(line),
    explain: () => stack.explain(SERVICES),
    isOver,
  });
  checks.say(`${engine}, project ${project}`);
  try {
    await verify(checks, stack, { clientUrl, apiUrl, smallPort });
  } catch (error) {
    if (!(error instanceof GivenUp)) {
      checks.counts.failed += 1;
      console.log(inWords(error));
    }
  }
  await cleanUp();
  const { passed, failed } = checks.counts;
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

/**
 * @param {import('./containers/checklist.mjs').Checklist} checks
 * @param {import('./containers/stack.mjs').Stack} stack
 */
async function verify(checks, stack, { clientUrl, apiUrl, smallPort }) {
  const { check, need, say } = checks;
  await need('the server image is built', () => buildImage('server', images.server));
  await need('the client image is built', () => buildImage('client', images.client));
  await need('the backup image is built', () => buildImage('backup', images.backup));
  await need('the proxy of this check is built', () =>
    buildFolder(inRoot('scripts/containers/proxy'), images.proxy),
  );

  const from = previousCommit(options.from);
  let before;
  if (from) {
    serverImage = images.previous;
    await need(`the server image of ${from.slice(0, 9)}, from which is upgraded, is built`, () =>
      buildPreviousServer(from, images.previous, temporary),
    );
    before = await installPrevious(checks, stack, apiUrl);
    serverImage = images.server;
    await update(checks, stack, apiUrl, before);
  } else if (process.env.CI === 'true') {
    await check('there is a version to upgrade from', async () => {
      throw new Error('This clone has no history: fetch all of it, with its tags.');
    });
  } else say('not run: the upgrade; this clone has no history (git fetch --unshallow --tags)');

  await need('the whole installation starts and is healthy', async () => {
    await stack.compose(['up', '-d']);
    await stack.well([...SERVICES, 'proxy']);
    await answers(apiUrl);
  });
  if (before) await afterUpgrade(checks, apiUrl, before, currentCommit());

  const account = { email: 'maker@example.com', password: secret(), name: 'Maker' };
  const story = await mainStory(checks, { clientUrl, apiUrl, account });
  await check('a backup is made, and proven by restoring it', async () => {
    const command = ['node', '/app/scripts/backup/main.mjs', 'backup', '--prove'];
    const { code, stdout, stderr } = await stack.exec('backup', command);
    if (code !== 0) throw new Error(`${stdout}\n${stderr}`);
  });
  for (const [name, limit] of Object.entries(MEGABYTES)) {
    await check(`the ${name} image is below ${limit} MB, packed`, async () => {
      const megabytes = await packedMegabytes(images[name]);
      if (megabytes >= limit) throw new Problem(`It has ${megabytes} MB.`);
      say(`        the ${name} image has ${megabytes} MB`);
    });
  }
  await hardening(checks, stack);
  await secrecy(checks, stack, Object.values(secrets));
  await networks(checks, stack);
  await need('the server image without the model is built', () =>
    buildImage('server', images.small, { args: ['--build-arg', 'BUILTIN_MODEL=false'] }),
  );
  await withoutModel(checks, stack, story, { image: images.small, port: smallPort });
  await rollingUpdate(checks, stack, story);
  await asFirstProcess(checks, stack);
  await restarts(checks, stack, story);
  await stops(checks, stack, story);
}

/** Once, whatever ends this: the last check, a failure or a signal. */
function removeAtEnd(stack) {
  /** @type {Promise<void> | undefined} */
  let removing;
  const cleanUp = () => {
    removing ??= (async () => {
      await stack.remove();
      await tryDocker(['image', 'rm', '-f', ...Object.values(images)]).catch(() => {});
      rmSync(temporary, { recursive: true, force: true });
    })();
    return removing;
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (removing) return;
      console.log('Stopping: everything is removed…');
      endCommands();
      void cleanUp().then(() => process.exit(130));
    });
  }
  return { cleanUp, isOver: () => removing !== undefined };
}

main().then((code) => process.exit(code), failWith);
