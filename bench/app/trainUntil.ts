/** Clicks Train and waits, timed by the page's clock, because polling from outside adds delay. */
import type { Page } from '@playwright/test';

/** A selector, and how its text must begin. */
interface Sign {
  readonly selector: string;
  readonly text: string;
}
export const FIRST_POINT: Sign = { selector: 'path.curve', text: '' };
export const FINISHED: Sign = { selector: '.status-left', text: 'finished in' };

/** Milliseconds from the click on Train until the page shows the sign. */
export function trainUntil(page: Page, sign: Sign): Promise<number> {
  return page.evaluate(
    ({ selector, text }) =>
      new Promise<number>((resolve) => {
        const from = performance.now();
        // No named functions in here: for those, the transpiler inserts a helper that the page does not have.
        new MutationObserver((_changes, observer) => {
          const places = [...document.querySelectorAll(selector)];
          if (!places.some(({ textContent }) => textContent?.startsWith(text))) return;
          observer.disconnect();
          resolve(performance.now() - from);
        }).observe(document.body, { childList: true, subtree: true, characterData: true });
        const buttons = [...document.querySelectorAll('button')];
        buttons.find((button) => button.textContent?.trim() === 'Train')?.click();
      }),
    sign,
  );
}
