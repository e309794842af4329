import { type Page, expect } from '@playwright/test';

export interface Account {
  name: string;
  email: string;
  password: string;
}

let made = 0;

/** An account that nobody else has. */
export function newAccount(name = 'Ada Lovelace'): Account {
  made += 1;
  return {
    name,
    email: `ada-${Date.now()}-${made}@example.com`,
    password: 'correct horse battery staple',
  };
}

/** Makes an account through the page; ends on the home page of its workspace and gives that workspace's slug. */
export async function signUp(page: Page, account: Account = newAccount()): Promise<string> {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(account.name);
  await page.getByLabel('E-mail address').fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  return workspaceOf(page);
}

/** Signs in through the page that is open or, without one, the sign-in page. */
export async function signIn(page: Page, account: Account): Promise<void> {
  if (!new URL(page.url(), 'http://x').pathname.startsWith('/sign-in')) await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/sign-in/);
}

/** Slug of the workspace that the page shows. */
export async function workspaceOf(page: Page): Promise<string> {
  await expect(page).toHaveURL(/\/w\/[^/]+/);
  return new URL(page.url()).pathname.split('/')[2]!;
}
