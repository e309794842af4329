import { type Page, expect } from '@playwright/test';

/** Collects what the browser complains about: broken scripts, refused by the policy, differing from the server's HTML. */
export function watchConsole(page: Page): { expectQuiet: () => void } {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A failed request is an answer that the page draws; the test looks at the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  return { expectQuiet: () => expect(complaints).toEqual([]) };
}
