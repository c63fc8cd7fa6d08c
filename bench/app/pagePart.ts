/** Measures the built page's responsiveness while four rules train on the built-in digits. */
import type { Browser, Page } from '@playwright/test';
import { explainFigures } from '../../src/views/lab/explain/figures';
import type { FigureOverhead, PageResult, Window } from '../results';
import { median } from '../statistics';
import { overheadOf, STILL, setFigure, setInside } from './overhead';
import { traceTasks } from './tasks';
import { FIRST_POINT, trainUntil } from './trainUntil';

/** With all charts and the Inside column. */
const WINDOWS = 3;
/** Number of pairs with the column open and closed, and with a figure of Explain shown and hidden. */
const PAIRS = 5;
const FIGURE_PAIRS = 3;
/** A first visit fills the cache. */
const VISITS = 4;

/** Without the runs of earlier visits, which the page would offer to resume; the cache stays. */
async function ready(page: Page, address: string): Promise<void> {
  await page.goto('about:blank');
  const protocol = await page.context().newCDPSession(page);
  const { origin } = new URL(address);
  await protocol.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await protocol.detach();
  await page.goto(address);
  await page.getByRole('button', { name: 'Train', exact: true, disabled: false }).waitFor();
  // Let the backends' self-test finish first, as a user would.
  await page.getByRole('button', { name: /^Backend: .*ms per step/ }).waitFor();
}

async function firstPoint(browser: Browser, address: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const times: number[] = [];
  for (let visit = 0; visit < VISITS; visit++) {
    await ready(page, address);
    times.push(await trainUntil(page, FIRST_POINT));
  }
  await context.close();
  return median(times.slice(1));
}

async function watchWindow(page: Page, seconds: number): Promise<Window> {
  // Exclude the cost of opening and closing; the speed is a median of the last steps.
  await page.waitForTimeout(3000);
  const tasks = await traceTasks(page, () => page.waitForTimeout(seconds * 1000));
  const pace = await page
    .getByText(/samples\/s/)
    .first()
    .innerText();
  return { ...tasks, samplesPerSecond: Number(pace.replace(/[^\d]/g, '')) };
}

/** @param quick one window, one pair */
export async function pagePart(
  browser: Browser,
  address: string,
  seconds: number,
  quick: boolean,
): Promise<PageResult> {
  const point = await firstPoint(browser, address);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await ready(page, `${address}?epochs=1000`);
  await trainUntil(page, FIRST_POINT);
  const windows: Window[] = [];
  await setInside(page, true);
  for (let k = 0; k < (quick ? 1 : WINDOWS); k++) windows.push(await watchWindow(page, seconds));
  const inspectionOverhead = await overheadOf(page, quick ? 1 : PAIRS, setInside);
  await setInside(page, false);
  const figureOverheads: FigureOverhead[] = [];
  for (const { id, name } of explainFigures.filter((figure) => figure.id !== STILL))
    figureOverheads.push({
      name,
      overhead: await overheadOf(page, quick ? 1 : FIGURE_PAIRS, setFigure(id)),
    });
  await page.close();
  return { firstPoint: point, windows, inspectionOverhead, figureOverheads };
}
