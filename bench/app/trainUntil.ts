/** Clicks on Train and waits, by the page's own clock: looking from outside would come late. */
import type { Page } from '@playwright/test';

/** Where to look, and how the text there begins. */
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
        // Nothing in here may have a name: the transpiler would call a helper that the page does not have.
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
