import { type Locator, type Page, expect, test } from '@playwright/test';
import { expectNoBarriers } from './support/audit';
import { newAccount, signUp } from './support/auth';
import { expectAccessibleMessage } from './support/axe';
import { runCommand } from './support/run-command';

const EMAIL = `Hello,

I ordered a grinder on 3 November 2026 (order KM-204711) and it should have been here on 10 November 2026.
The courier's page says nothing new since then. Where is my parcel? We need it before 1 December 2026.

Kind regards,
Sanne Visser`;

const steps = ['team', 'urgency', 'question', 'handbook', 'details'];

test('from a fresh installation to a published tool that answers over REST', async ({
  page,
  context,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], {
    origin: new URL(baseURL ?? '').origin,
  });
  // The built-in model is loaded at the first run, and every page is read through by axe four times.
  test.setTimeout(300_000);
  const panel = page.getByRole('complementary', { name: 'Try it' });
  const nav = page.getByRole('navigation', { name: 'Main menu' });
  const pages = page.getByRole('navigation', { name: 'Pages of this tool' });

  await test.step('creates the first account, which becomes admin', async () => {
    await page.goto('/sign-up');
    await expect(page.getByRole('button', { name: 'Create account' })).toBeVisible();
    await expectNoBarriers(page);
    await signUp(page, newAccount('Sanne Visser'));
    await expect(page.getByRole('heading', { level: 1, name: 'Hello, Sanne' })).toBeVisible();
    await expect(page.getByText('Admin', { exact: true })).toBeVisible();
    await expectNoBarriers(page);
  });

  await test.step('starts from the template', async () => {
    await nav.getByRole('link', { name: 'Templates' }).click();
    await expect(page.getByRole('button', { name: 'Support inbox triage' })).toBeVisible();
    await expectNoBarriers(page);
    await page.getByRole('button', { name: 'Support inbox triage' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Use this template' }).click();
    await expect(
      page.getByRole('heading', { level: 1, name: 'Support inbox triage' }),
    ).toBeVisible();
    await expect(panel.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
    await expectNoBarriers(page);
  });

  await test.step('runs it on a real e-mail, by keyboard', async () => {
    await panel.getByRole('textbox', { name: 'Customer e-mail' }).fill(EMAIL);
    await panel.getByRole('textbox', { name: 'Customer e-mail' }).press('Tab');
    await expect(panel.getByRole('button', { name: 'Run', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(
      panel
        .getByRole('button', { name: 'Cancel' })
        .or(panel.getByRole('heading', { name: 'Output' })),
    ).toBeVisible();
    const output = panel.getByRole('group', { name: 'Output' });
    // The first run loads the built-in model.
    await expect(output).toBeVisible({ timeout: 120_000 });
    await expect(valueOf(output, 'Team')).toHaveText('delivery');
    await expect(output.locator('blockquote')).toContainText('has not arrived');
    await expect(valueOf(output, 'Order number')).toHaveText('KM-204711');
    await expect(valueOf(output, 'Dates')).toContainText('Nov 10, 2026');
    await expect(valueOf(output, 'Dates')).toContainText('Dec 1, 2026');
    const rows = panel.getByRole('list', { name: 'Steps' }).getByRole('listitem');
    await expect(rows).toHaveCount(steps.length);
    for (const [index, step] of steps.entries())
      await expect(rows.nth(index)).toContainText(new RegExp(`Succeeded.*${step}.*(ms|s)`));
    await expectNoBarriers(page);
  });

  const answer = await test.step('changes a label and runs again', async () => {
    const card = page.getByRole('article', { name: 'Step team' });
    await card.getByRole('button', { name: /Which team is it for/ }).click();
    const names = card.getByRole('textbox', { name: /^Name of label/ });
    const index = await names.evaluateAll((inputs) =>
      inputs.findIndex((input) => (input as HTMLInputElement).value === 'delivery'),
    );
    await names.nth(index).fill('shipping');
    await expectNoBarriers(page);
    await panel.getByRole('tab', { name: 'Input' }).click();
    await panel.getByRole('button', { name: 'Fill in an example' }).click();
    await panel.getByRole('textbox', { name: 'Customer e-mail' }).press('Control+Enter');
    const output = panel.getByRole('group', { name: 'Output' });
    await expect(valueOf(output, 'Team')).toHaveText('shipping');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await output.getByRole('button', { name: 'JSON' }).click();
    return JSON.parse(await output.getByRole('region', { name: 'Output' }).innerText()) as unknown;
  });

  await test.step('publishes it', async () => {
    await page.getByRole('button', { name: 'Publish' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'What is new?' }).fill('Calls delivery "shipping".');
    await expectNoBarriers(page);
    await dialog.getByRole('button', { name: 'Publish' }).click();
    await expectAccessibleMessage(page);
    await expect(page.getByText('Live v1')).toBeVisible();
  });

  await test.step('makes an API key, copies the curl command and gets the same answer', async () => {
    await pages.getByRole('link', { name: 'API' }).click();
    await page.getByRole('button', { name: 'Make an API key' }).click();
    await expect(page.getByText('This key is shown only now.')).toBeVisible();
    await expectNoBarriers(page);
    await page.getByRole('button', { name: 'Copy curl example' }).click();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    expect(command).toContain('Authorization: Bearer apm_');
    const run = JSON.parse(await runCommand(command)) as {
      status: string;
      version: number;
      output: unknown;
    };
    expect(run).toMatchObject({ status: 'succeeded', version: 1, output: answer });
  });

  await test.step('finds the run in the list, with input, output and time of each step', async () => {
    await nav.getByRole('link', { name: 'Runs' }).click();
    const first = page.getByRole('table', { name: 'Runs' }).getByRole('row').nth(1);
    await expect(first).toContainText('API');
    await expect(page.getByRole('table', { name: 'Runs' }).getByRole('row')).toHaveCount(4);
    await expectNoBarriers(page);
    await first.getByRole('link', { name: 'Support inbox triage' }).click();
    const chart = page.getByRole('list', { name: 'Steps over time' });
    await expect(chart.getByRole('listitem')).toHaveCount(steps.length);
    for (const step of steps) {
      await chart.getByRole('button', { name: new RegExp(`^${step}`) }).click();
      const details = page.getByRole('region', { name: `Step ${step}`, exact: true });
      await expect(details.getByRole('group', { name: 'Output of the step' })).toBeVisible();
      await expect(details.getByRole('region', { name: 'Input of the step' })).not.toBeEmpty();
      await expect(valueOf(details, 'Took')).toHaveText(/^[\d.]+ (ms|s)$/);
    }
    await expectNoBarriers(page);
  });

  await test.step('meets no barrier on the other pages', async () => {
    await visit(page, nav, 'Tools', 'Live v1');
    await page.getByRole('link', { name: 'Support inbox triage' }).click();
    await pages.getByRole('link', { name: 'Versions' }).click();
    await expect(page.getByText('Calls delivery "shipping".')).toBeVisible();
    await expectNoBarriers(page);
    await pages.getByRole('link', { name: 'Run', exact: true }).click();
    await expect(page.getByRole('textbox', { name: 'Customer e-mail' })).toBeVisible();
    await expectNoBarriers(page);
    await visit(page, nav, 'API keys', 'Calls of Support inbox triage');
    await visit(page, nav, 'Providers', 'Providers');
  });
});

/** The value below this name in a list of names and values. */
const valueOf = (inside: Locator, name: string): Locator =>
  inside
    .locator('div', { has: inside.page().locator(`xpath=./dt[normalize-space()="${name}"]`) })
    .locator('dd')
    .first();

async function visit(page: Page, nav: Locator, link: string, sign: string): Promise<void> {
  await nav.getByRole('link', { name: link }).click();
  await expect(page.getByRole('main').getByText(sign).first()).toBeVisible();
  await expectNoBarriers(page);
}
