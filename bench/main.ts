/**
 * `npm run bench`: how the built page behaves while four rules train the default experiment.
 * Timings are benchmarks, never tests. `--json` prints one object; `--seconds N` sets a window's length.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { findBrowser } from '../scripts/browser';
import { createLabServer, listen } from '../scripts/start';

/** Each with the Inside column open, then closed. */
const ROUNDS = 3;

interface Window {
  readonly inside: boolean;
  /** All rules together, over this window. */
  readonly samplesPerSecond: number;
  /** Longest task of the page's thread, milliseconds; 0 when none reached 50. */
  readonly longest: number;
  readonly longTasks: number;
}

/** Bytes of the scripts that the first screen loads, gzipped; workers apart. */
function firstScreenBytes(dist: string): number {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const loaded = [...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.js)"/g)].map(
    ([, path]) => path as string,
  );
  return loaded.reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path))).length, 0);
}

async function watchWindow(page: Page, inside: boolean, seconds: number): Promise<Window> {
  const toggle = page.getByRole('button', { name: 'Inside', exact: true, pressed: !inside });
  if (await toggle.count()) await toggle.click();
  // What opening and closing costs is not what the window is about, and the pace is a median of the last steps.
  await page.waitForTimeout(3000);
  const tasks = await longTasks(page, seconds);
  const pace = await page
    .getByText(/samples\/s/)
    .first()
    .innerText();
  return { ...tasks, inside, samplesPerSecond: Number(pace.replace(/[^\d]/g, '')) };
}

function longTasks(page: Page, seconds: number): Promise<Pick<Window, 'longest' | 'longTasks'>> {
  return page.evaluate(async (milliseconds) => {
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map((entry) => entry.duration)),
    );
    observer.observe({ type: 'longtask' });
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    observer.disconnect();
    return { longest: Math.max(0, ...tasks), longTasks: tasks.length };
  }, seconds * 1000);
}

async function measurePage(page: Page, address: string, seconds: number) {
  const opened = performance.now();
  await page.goto(`${address}?epochs=1000`);
  await page.getByRole('button', { name: 'Train', exact: true, disabled: false }).waitFor();
  const ready = performance.now() - opened;
  // As a person would: the short test of the backends is over before the click.
  await page.getByRole('button', { name: /^Backend: .*ms per step/ }).waitFor();
  const clicked = performance.now();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.locator('path.recharts-line-curve').first().waitFor({ state: 'attached' });
  const firstPoint = performance.now() - clicked;
  const windows: Window[] = [];
  for (let i = 0; i < ROUNDS; i++)
    for (const inside of [true, false]) windows.push(await watchWindow(page, inside, seconds));
  return { ready, firstPoint, windows };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, seconds: { type: 'string', default: '20' } },
  });
  await build({ logLevel: 'error' });
  const server = createLabServer('dist', 'public/data');
  const address = await listen(server, '0');
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [...args, '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const measured = await measurePage(page, address, Number(values.seconds));
    const result = {
      machine: `${cpus().length} × ${cpus()[0]?.model}`,
      firstScreenBytes: firstScreenBytes('dist'),
      files: readdirSync('dist/assets').length,
      ...measured,
      longestTaskOfBestWindow: Math.min(...measured.windows.map(({ longest }) => longest)),
    };
    if (values.json) console.log(JSON.stringify(result));
    else print(result);
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

function print(result: {
  machine: string;
  firstScreenBytes: number;
  ready: number;
  firstPoint: number;
  windows: readonly Window[];
  longestTaskOfBestWindow: number;
}): void {
  console.log(`machine                            ${result.machine}`);
  console.log(`first screen's JavaScript, gzipped ${(result.firstScreenBytes / 1000).toFixed(0)} kB`);
  console.log(`page ready after                   ${result.ready.toFixed(0)} ms`);
  console.log(`first point after Train            ${result.firstPoint.toFixed(0)} ms`);
  for (const { inside, longest, longTasks, samplesPerSecond } of result.windows) {
    const tasks = `longest main-thread task ${longest.toFixed(0)} ms, ${longTasks} over 50 ms`;
    console.log(`Inside ${inside ? 'open  ' : 'closed'}  ${samplesPerSecond} samples/s  ${tasks}`);
  }
  const pace = (inside: boolean): number => {
    const all = result.windows.filter((one) => one.inside === inside).map((one) => one.samplesPerSecond);
    return all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
  };
  console.log(`throughput of four rules, closed   ${pace(false)} samples/s`);
  console.log(`open against closed                ${(pace(true) / pace(false)).toFixed(2)} times`);
  console.log(
    `best window's longest task         ${result.longestTaskOfBestWindow.toFixed(0)} ms (wanted: at most 100)`,
  );
}

await main();
