/** Times what the Compare page does after a click or a key: until nothing in it changes any more. */
import type { BrowserContext, Page } from '@playwright/test';

interface Watched {
  /** The next click or input begins the time: a click on a radio button is followed by an input event of its own. */
  waits: boolean;
  /** By the page's clock: where the time begins, 0 after a navigation; and the frame after the last change since. */
  from: number;
  shown: number;
}
type InPage = { readonly watched: Watched };

/** Installs the watch in every document of the context. */
export async function watchCompare(context: BrowserContext): Promise<void> {
  // No named functions in here: for those, the transpiler inserts a helper that the page does not have.
  await context.addInitScript(() => {
    const watched = { waits: false, from: 0, shown: 0 };
    Object.assign(globalThis, { watched });
    for (const type of ['click', 'input'])
      addEventListener(
        type,
        ({ timeStamp }) => {
          if (watched.waits) Object.assign(watched, { waits: false, from: timeStamp, shown: 0 });
        },
        true,
      );
    new MutationObserver((changes) => {
      const isOurs = changes.some(({ target }) =>
        (target instanceof Element ? target : target.parentElement)?.closest('.compare-page'),
      );
      if (!isOurs) return;
      // After the frame that shows them.
      requestAnimationFrame(() =>
        setTimeout(() => {
          watched.shown = performance.now();
        }),
      );
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}

/** Milliseconds without a change after which the page has shown everything. */
const STILL = 1500;
const LONGEST = 180_000;

/** @returns milliseconds from the click or key of `act`, or from its navigation, to the frame of the last change */
export async function untilStill(page: Page, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => {
    (globalThis as unknown as InPage).watched.waits = true;
  });
  await act();
  await page.waitForFunction(
    (still) => {
      const { watched } = globalThis as unknown as InPage;
      const hasAll =
        document.querySelector('.compare-chart path.curve') !== null &&
        document.querySelector('.runs-table .group-row') !== null;
      return hasAll && !watched.waits && watched.shown > 0 && performance.now() - watched.shown > still;
    },
    STILL,
    { polling: 100, timeout: LONGEST },
  );
  return page.evaluate(() => {
    const { from, shown } = (globalThis as unknown as InPage).watched;
    return shown - from;
  });
}
