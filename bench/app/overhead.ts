/** Measures how much a part of the page slows training down while it is shown. */
import type { Page } from '@playwright/test';
import { median } from '../statistics';

const SECONDS = 6;
/** Milliseconds to wait after showing or hiding, which is not part of the measurement. */
const SETTLE = 1500;

interface Mark {
  readonly time: number;
  /** 0 … 1 of the whole run. */
  readonly part: number;
}

/** The run's progress, and the time at which the page shows it. */
function nextMark(page: Page): Promise<Mark> {
  return page.evaluate(
    () =>
      new Promise<Mark>((resolve) => {
        const line = document.querySelector('.progress-line > div') as HTMLElement;
        new MutationObserver((_changes, observer) => {
          observer.disconnect();
          const part = Number.parseFloat(line.style.transform.replace('scaleX(', ''));
          resolve({ time: performance.now(), part });
        }).observe(line, { attributes: true });
      }),
  );
}

/** Shows or hides a part of the page. */
type Show = (page: Page, shown: boolean) => Promise<void>;

export const setInside: Show = async (page, shown) => {
  const toggle = page.getByRole('button', { name: 'Inside', exact: true, pressed: !shown });
  if (await toggle.count()) await toggle.click();
};

/** In its place when a figure is hidden: a table that does not change while a run trains. */
export const STILL = 'needs';

/** A figure of Explain. @param id as in its address */
export const setFigure =
  (id: string): Show =>
  async (page, shown) => {
    await page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      `#lab/${shown ? id : STILL}`,
    );
  };

/** Parts of the run per millisecond. */
async function paceWith(page: Page, show: Show, shown: boolean): Promise<number> {
  await show(page, shown);
  await page.waitForTimeout(SETTLE);
  const from = await nextMark(page);
  await page.waitForTimeout(1000 * SECONDS);
  const to = await nextMark(page);
  return (to.part - from.part) / (to.time - from.time);
}

/** Relative slowdown: median of consecutive pairs; below 0 where training is faster. @param page a page that is training */
export async function overheadOf(page: Page, pairs: number, show: Show): Promise<number> {
  const ratios: number[] = [];
  for (let k = 0; k < pairs; k++) {
    // Alternate which comes first.
    const shown = k % 2 === 0;
    const [one, other] = [await paceWith(page, show, shown), await paceWith(page, show, !shown)];
    ratios.push(shown ? one / other : other / one);
  }
  return 1 - median(ratios);
}
