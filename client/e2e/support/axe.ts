import AxeBuilder from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';

const MESSAGE = '[data-sonner-toast]';

/** Fails with a readable list when the page breaks a rule of WCAG 2.2 AA that axe can check. */
export async function expectAccessible(page: Page): Promise<void> {
  // A message that leaves while axe looks has too little contrast by then: they go by themselves.
  await expect(page.locator(MESSAGE)).toHaveCount(0);
  await look(page);
}

/** The same for the page with the message that it shows now: under the pointer it stays. */
export async function expectAccessibleMessage(page: Page): Promise<void> {
  const message = page.locator(`${MESSAGE}[data-front="true"]`);
  await message.hover();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(message).toBeVisible();
    await look(page);
  }
  await page.mouse.move(0, 0);
}

async function look(page: Page): Promise<void> {
  // Something that fades in has too little contrast while it does.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== 'running' || effect?.getTiming().iterations === Infinity,
      ),
  );
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(
    violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}\n${nodes.map((node) => `  ${node.target.join(' ')} ${node.failureSummary ?? ''}`).join('\n')}`,
    ),
    `accessibility of ${page.url()}`,
  ).toEqual([]);
}
