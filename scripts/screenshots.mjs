import { mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inRoot } from './lib/paths.mjs';
import { failWith, Problem } from './lib/problem.mjs';
import { startProgress } from './lib/progress.mjs';
import { loadSettings, portFrom } from './lib/settings.mjs';
import { findChromium } from './testing/chromium.mjs';

// Takes the pictures of the documentation from a running product without accounts:
// DATA_DIR=$(mktemp -d) npm start, then node scripts/screenshots.mjs in another terminal.
// SCREENSHOTS_URL names another address than this machine's.

const FOLDER = inRoot('docs/images');
const MAX_BYTES = 200_000;
const { step } = startProgress();

/** A browser window of the size of the pictures. */
async function openPage() {
  const found = await findChromium();
  if ('missing' in found) throw new Problem(`The pictures need a Chromium: ${found.missing}.`);
  const { chromium } = createRequire(inRoot('client/package.json'))('@playwright/test');
  const browser = await chromium.launch({
    executablePath: found.env.CHROMIUM_PATH,
    env: { ...process.env, ...found.env },
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  });
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    reducedMotion: 'reduce',
    colorScheme: 'light',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000); // the first run loads the built-in model
  return { browser, page };
}

/** Writes `docs/images/<name>.png`. */
async function take(page, name) {
  const file = path.join(FOLDER, `${name}.png`);
  // Messages that come and go do not belong into a picture.
  await page.addStyleTag({ content: '[data-sonner-toaster] { display: none !important }' });
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  const { size } = statSync(file);
  if (size > MAX_BYTES) throw new Problem(`${file} has ${size} bytes; ${MAX_BYTES} are allowed.`);
  return `${Math.round(size / 1000)} kB`;
}

async function main() {
  const settings = loadSettings();
  const base = settings.SCREENSHOTS_URL || `http://localhost:${portFrom(settings, 'PORT', 3000)}`;
  mkdirSync(FOLDER, { recursive: true });
  const { browser, page } = await openPage();
  const panel = page.getByRole('complementary', { name: 'Try it' });
  const pages = page.getByRole('navigation', { name: 'Pages of this tool' });
  try {
    await step('account', async () => {
      await page.goto(`${base}/sign-up`);
      await page.getByRole('button', { name: 'Create account' }).waitFor();
      if (!(await page.getByRole('heading', { name: 'Set up your workshop' }).isVisible())) {
        throw new Problem(`${base} has accounts already. Start one with an empty DATA_DIR.`);
      }
      await page.getByLabel('Name').fill('Ada Lovelace');
      await page.getByLabel('E-mail address').fill('ada@example.com');
      await page.getByLabel('Password', { exact: true }).fill('correct horse battery staple');
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.waitForURL(/\/w\//);
    });
    const home = page.url();
    const run = async () => {
      await panel.getByRole('button', { name: 'Run', exact: true }).click();
      await panel.getByRole('heading', { name: 'Output' }).waitFor();
    };
    await step('first run', async () => {
      await page.goto(`${home}/templates?preview=support-inbox-triage`);
      await page.getByRole('dialog').getByRole('button', { name: 'Use this template' }).click();
      await panel.getByRole('button', { name: 'Fill in an example' }).click();
      await run();
    });
    const picture = (name, prepare) =>
      step(
        name,
        async () => {
          await prepare();
          return take(page, name);
        },
        (words) => words,
      );
    await picture('editor', async () => {
      // Another example, and the model is loaded by now: the times are those of every day.
      await panel.getByRole('tab', { name: 'Input' }).click();
      await panel.getByRole('button', { name: 'Fill in an example' }).click();
      await run();
    });
    await picture('api', async () => {
      await page.getByRole('button', { name: 'Publish' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
      await page.getByText('Live v1').waitFor();
      await pages.getByRole('link', { name: 'API' }).click();
      await page.getByRole('button', { name: 'Make an API key' }).waitFor();
    });
    await picture('run', async () => {
      await page.goto(`${home}/runs`);
      await page.getByRole('table', { name: 'Runs' }).getByRole('link').first().click();
      const chart = page.getByRole('list', { name: 'Steps over time' });
      await chart.getByRole('button', { name: /^handbook/ }).click();
      await page.getByRole('region', { name: 'Step handbook', exact: true }).waitFor();
      await chart.evaluate((list) => {
        const { defaultView: view } = list.ownerDocument;
        const scrolls = (element) => /auto|scroll/.test(view.getComputedStyle(element).overflowY);
        let page = list.parentElement;
        while (page?.parentElement && !scrolls(page)) page = page.parentElement;
        // The head of the chart and its title stay in the picture.
        page?.scrollBy(0, list.getBoundingClientRect().top - 160);
      });
    });
  } finally {
    await browser.close();
  }
}

main().catch(failWith);
