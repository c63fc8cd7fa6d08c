/** Measures how much the open Inside column slows training down. */
import type { Page } from '@playwright/test';
import { median } from '../statistics';

const SECONDS = 6;
/** Milliseconds to wait after opening or closing, which is not part of the measurement. */
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

export async function setInside(page: Page, open: boolean): Promise<void> {
  const toggle = page.getByRole('button', { name: 'Inside', exact: true, pressed: !open });
  if (await toggle.count()) await toggle.click();
}

/** Parts of the run per millisecond. */
async function paceWith(page: Page, open: boolean): Promise<number> {
  await setInside(page, open);
  await page.waitForTimeout(SETTLE);
  const from = await nextMark(page);
  await page.waitForTimeout(1000 * SECONDS);
  const to = await nextMark(page);
  return (to.part - from.part) / (to.time - from.time);
}

/** Relative slowdown, 0 … 1: median of consecutive pairs. @param page a page that is training */
export async function inspectionOverhead(page: Page, pairs: number): Promise<number> {
  const ratios: number[] = [];
  for (let k = 0; k < pairs; k++) {
    // Alternate which comes first.
    const open = k % 2 === 0;
    const [one, other] = [await paceWith(page, open), await paceWith(page, !open)];
    ratios.push(open ? one / other : other / one);
  }
  return 1 - median(ratios);
}
