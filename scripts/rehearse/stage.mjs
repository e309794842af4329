import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startCluster } from '../backup/testing/cluster.mjs';
import { apiAt } from '../lib/api.mjs';
import { withoutNpm } from '../lib/install.mjs';
import { inRoot, node } from '../lib/paths.mjs';
import { freePort } from '../lib/ports.mjs';
import { Problem } from '../lib/problem.mjs';
import { until } from '../lib/wait.mjs';

const MAKER = { email: 'maker@example.com', password: 'a-long-pass-phrase', name: 'Maker' };
const PROVIDER_KEY = 'sk-rehearsal-0123456789';
const DEFINITION = {
  schemaVersion: 1,
  inputs: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
  steps: [{ id: 'echo', kind: 'transform', with: { value: '{{ inputs.text }}' } }],
  output: { text: '{{ steps.echo }}' },
};

/** @param {string} id */
export const encryptionKey = (id) =>
  `${id}:${Buffer.alloc(32, id.charCodeAt(id.length - 1)).toString('base64')}`;

/**
 * Throw-away parts of an installation: PostgreSQL servers, server processes, a model server. All of
 * it is gone at the end, however the rehearsal ends.
 * @param {(message: string) => void} say
 */
export async function openStage(say) {
  /** @type {(() => unknown)[]} */
  const endings = [];
  const atEnd = (ending) => void endings.push(ending);
  const home = mkdtempSync(path.join(os.tmpdir(), 'rehearsal-'));
  chmodSync(home, 0o711); // PostgreSQL's own user passes through
  atEnd(() => rmSync(home, { recursive: true, force: true }));
  const models = await startModels();
  atEnd(models.stop);
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...withoutNpm(),
    NODE_ENV: 'production',
    JWT_SECRETS: 'first-secret-of-a-rehearsal-only-x',
    ENCRYPTION_KEYS: encryptionKey('k1'),
    EGRESS_ALLOW_HOSTS: new URL(models.url).host,
    API_HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    REDIS_URL: '',
  };

  return {
    say,
    home,
    env,
    models,
    atEnd,
    async end() {
      for (const ending of endings.splice(0).reverse()) await ending();
    },

    /** A PostgreSQL; a new one has an empty database for the product. */
    async cluster(options = {}) {
      const cluster = await startCluster(process.env.POSTGRES_BIN || undefined, options);
      let stopped = false;
      const stop = async () => {
        if (!stopped) await cluster.stop();
        stopped = true;
      };
      atEnd(stop);
      if (!options.data) await cluster.sql('postgres', 'CREATE DATABASE apm');
      return { ...cluster, databaseUrl: cluster.url('apm'), stop };
    },

    /** Runs a command of the project to its end; fails when that fails. */
    async command(args, more = {}) {
      const { code, output } = await this.tryCommand(args, more);
      if (code !== 0) throw new Problem(`${args.join(' ')} failed: ${output}`);
      return output;
    },

    async tryCommand(args, more = {}) {
      const child = spawn(node, args.map(fromRoot), { env: { ...env, ...more }, stdio: 'pipe' });
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (text) => (output += text));
      const [code] = await once(child, 'close');
      return { code, output };
    },

    /** A server process; resolves when it is ready. */
    async server(databaseUrl, more = {}) {
      const port = String(await freePort());
      const child = fork(inRoot('server/dist/main.js'), {
        execPath: node,
        execArgv: [],
        env: { ...env, DATABASE_URL: databaseUrl, API_PORT: port, ...more },
        silent: true,
      });
      let log = '';
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (text) => (log += text));
      const ended = once(child, 'exit');
      const isOver = () => child.exitCode !== null || child.signalCode !== null;
      const stop = async (/** @type {NodeJS.Signals} */ signal = 'SIGTERM') => {
        if (isOver()) return;
        child.kill(signal);
        await ended;
      };
      atEnd(() => stop('SIGKILL'));
      const url = `http://127.0.0.1:${port}`;
      const health = async () => {
        const answer = await fetch(`${url}/health/ready`).catch(() => null);
        return answer && { code: answer.status, .../** @type {any} */ (await answer.json()) };
      };
      await until(async () => isOver() || (await health())?.code === 200, { timeoutMs: 60_000 });
      if (isOver()) throw new Problem(`The server does not start: ${log.trim()}`);
      return { url, stop, health, log: () => log, api: apiAt(url) };
    },

    /** An account, a published tool with a run, and a provider with a key. */
    async live(server) {
      await server.api.call('POST', '/auth/register', MAKER);
      const { api, workspace, session } = await this.signIn(server);
      const base = `/workspaces/${workspace}`;
      const tool = await api.call('POST', `${base}/tools`, {
        name: 'Echo',
        definition: DEFINITION,
      });
      await api.call('POST', `${base}/tools/${tool.slug}/versions`, { notes: 'First' });
      const provider = await api.call('POST', `${base}/providers`, {
        kind: 'openai-compatible',
        name: 'Models',
        baseUrl: `${models.url}/v1`,
        apiKey: PROVIDER_KEY,
        models: [{ name: 'small' }],
      });
      const run = await this.run({ api, workspace, tool: tool.slug });
      return { api, session, workspace, tool: tool.slug, provider: provider.slug, run: run.id };
    },

    async signIn(server) {
      const { email, password } = MAKER;
      const session = await server.api.call('POST', '/auth/login', { email, password });
      const api = server.api.as(session.accessToken);
      const { workspaces } = await api.call('GET', '/me');
      return { api, session, workspace: workspaces[0].slug };
    },

    run: ({ api, workspace, tool }) =>
      api.call(
        'POST',
        `/tools/${workspace}/${tool}/runs`,
        { inputs: { text: 'hello' } },
        { prefer: 'wait=30' },
      ),

    /** Whether the stored key of the provider arrives at the model server. */
    async keyArrives({ api, workspace, provider }) {
      models.seen.length = 0;
      await api.call('POST', `/workspaces/${workspace}/providers/${provider}/test`, {
        model: 'small',
      });
      return models.seen.includes(`Bearer ${PROVIDER_KEY}`);
    },
    enterKeyAgain: ({ api, workspace, provider }) =>
      api.call('PATCH', `/workspaces/${workspace}/providers/${provider}`, { apiKey: PROVIDER_KEY }),
  };
}

/** Files of the project are named from its top; other arguments stay as they are. */
const fromRoot = (arg) => (/^(server|scripts)\//.test(arg) ? inRoot(arg) : arg);

/** A model server that answers every question and remembers which key it was asked with. */
async function startModels() {
  /** @type {string[]} */
  const seen = [];
  const server = createServer((request, response) => {
    request.resume();
    seen.push(request.headers.authorization ?? '');
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        id: 'c1',
        object: 'chat.completion',
        created: 1,
        model: 'small',
        choices: [
          { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'ok' } },
        ],
        usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
      }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Fails the rehearsal when a claim does not hold. */
export function expect(claim, words) {
  if (!claim) throw new Problem(`Not as the runbook says: ${words}`);
}

/** Seconds that something takes, for the RTO. */
export async function timed(work) {
  const began = performance.now();
  const result = await work();
  return { result, seconds: Math.round((performance.now() - began) / 100) / 10 };
}
