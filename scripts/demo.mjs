import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apiAt, signIn } from './lib/api.mjs';
import { inRoot } from './lib/paths.mjs';
import { failWith } from './lib/problem.mjs';
import { reachable } from './lib/product.mjs';
import { startProgress } from './lib/progress.mjs';
import { loadSettings, portFrom } from './lib/settings.mjs';

// npm run demo: fills a workspace of the running platform with sample tools and runs, over its API.
// DEMO_EMAIL and DEMO_PASSWORD name an account of yours; without them there is a demo account,
// whose password is kept in DATA_DIR. A second call adds runs and makes no tool twice.

const { step, say, total } = startProgress();

/** @param {NodeJS.ProcessEnv} settings */
function demoAccount(settings) {
  const name = 'Demo Maker';
  if (settings.DEMO_EMAIL) {
    return { name, email: settings.DEMO_EMAIL, password: settings.DEMO_PASSWORD ?? '' };
  }
  const file = path.resolve(inRoot(), settings.DATA_DIR || '.data', 'demo-account.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const password = randomBytes(12).toString('base64url');
  const account = { name, email: 'demo@example.com', password };
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(account, null, 2)}\n`, { mode: 0o600 });
  return account;
}

/**
 * A published tool from a template; the one that is there already stays as it is.
 * @param {ReturnType<typeof apiAt>} api
 */
async function publishTool(api, workspace, template) {
  const tools = `/workspaces/${workspace}/tools`;
  const body = { name: template.name, slug: template.key, template: template.key };
  const made = await api.send('POST', tools, body);
  if (made.status === 409) return template.key;
  if (made.status >= 300) await api.call('POST', tools, body); // says why
  await api.call('POST', `${tools}/${template.key}/versions`, { notes: 'From the gallery.' });
  return template.key;
}

async function demo() {
  const settings = loadSettings();
  const base =
    settings.DEMO_API_URL ||
    `http://${reachable(settings.API_HOST)}:${portFrom(settings, 'API_PORT', 8000)}`;
  const account = demoAccount(settings);
  const { api, workspace } = await step('sign in', () => signIn(apiAt(base), account));
  const templates = await api.call('GET', '/templates');

  for (const template of templates) {
    await step(
      template.key.slice(0, 15),
      async () => {
        const tool = await publishTool(api, workspace, template);
        if (template.needsProvider) return 'made; it runs once a provider is connected';
        const outcomes = [];
        for (const inputs of template.exampleInputs) {
          const run = await api.call(
            'POST',
            `/tools/${workspace}/${tool}/runs`,
            { inputs },
            { prefer: 'wait=60' },
          );
          outcomes.push(run.status);
        }
        return `runs: ${outcomes.join(', ')}`;
      },
      (words) => words,
    );
  }
  say(`Done after ${total()}. Sign in as ${account.email}, password ${account.password}`);
}

demo().catch(failWith);
