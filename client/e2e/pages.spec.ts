import { expect, test } from '@playwright/test';
import { newAccount, signIn, signOut, signUp } from './support/auth';
import { expectAccessible } from './support/axe';
import { watchConsole } from './support/console';

const looks = [
  { name: 'wide and light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { name: 'wide and dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  { name: 'a phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
] as const;

for (const { name, ...look } of looks) {
  test.describe(`on ${name}`, () => {
    test.use(look);

    test('every page is accessible and fits', async ({ page }) => {
      test.slow(); // a dozen pages, each read through by axe
      const browser = watchConsole(page);
      await page.goto('/sign-up');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page);
      const workspace = await signUp(page);
      for (const path of [
        '',
        '/templates',
        '/templates?preview=support-inbox-triage',
        '/settings/api-keys',
        '/settings/providers',
        '/settings/members',
        '/nowhere',
      ]) {
        await page.goto(`/w/${workspace}${path}`);
        // By element: while a dialog is open the page behind it is hidden from roles.
        await expect(page.locator('#content h1')).toBeAttached();
        await expectAccessible(page);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
      }
      for (const opened of ['api-keys', 'providers', 'members']) {
        await page.goto(`/w/${workspace}/settings/${opened}?new`);
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectAccessible(page);
      }
      browser.expectQuiet();
    });
  });
}

test('a reader is sent to sign in, back to the page, and out again', async ({ page }) => {
  const account = newAccount();
  const workspace = await signUp(page, account);
  await signOut(page);
  await page.goto(`/w/${workspace}/templates`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await signIn(page, account);
  await expect(page).toHaveURL(new RegExp(`/w/${workspace}/templates$`));
});

test('signing in never leads to another site', async ({ page }) => {
  const account = newAccount();
  await signUp(page, account);
  await signOut(page);
  await page.goto('/sign-in?next=//example.org/');
  await signIn(page, account);
  await expect(page).toHaveURL(/\/w\//);
});

test('no script of the page can read the session', async ({ page, context }) => {
  await signUp(page);
  expect(await page.evaluate(() => document.cookie)).not.toContain('apm_');
  const session = (await context.cookies()).filter(({ name }) => name.includes('apm_'));
  expect(session).toHaveLength(2);
  for (const cookie of session)
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
});

test('the keyboard alone leads anywhere', async ({ page }) => {
  const workspace = await signUp(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Go to a page or do something' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.type('provid');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/w/${workspace}/settings/providers`));
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('the reader chooses language and theme, and both last', async ({ page }) => {
  await signUp(page);
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: 'Nederlands' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Hallo/);
  await page.getByRole('button', { name: 'Thema' }).click();
  await page.getByRole('menuitemradio', { name: 'Donker' }).click();
  await page.reload();
  await expect(page.locator('html')).toHaveClass(/dark/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'nl');
  await expectAccessible(page);
});

test('an unknown page is missing, also to machines', async ({ page }) => {
  const workspace = await signUp(page);
  expect((await page.goto(`/w/${workspace}/nowhere`))?.status()).toBe(404);
  await expect(
    page.getByRole('heading', { name: 'There is nothing at this address' }),
  ).toBeVisible();
  expect((await page.goto('/w/not-mine'))?.status()).toBe(404);
});
