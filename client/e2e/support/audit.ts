import { type Page, expect } from '@playwright/test';
import { expectAccessible } from './axe';

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Checks the page as it is, without loading it again: light and dark, wide and on a phone, where it may not scroll sideways. */
export async function expectNoBarriers(page: Page): Promise<void> {
  for (const size of [WIDE, PHONE]) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveClass(new RegExp(`(^| )${colorScheme}( |$)`));
      await expectAccessible(page);
    }
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${page.url()} scrolls sideways at ${size.width} px`).toBe(0);
  }
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: 'light' });
}
