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

const WINDOWS = 3;

interface Window {
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

async function watchWindow(page: Page, seconds: number): Promise<Window> {
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
  for (let i = 0; i < WINDOWS; i++) windows.push(await watchWindow(page, seconds));
  const samplesPerSecond = await page
    .getByText(/samples\/s/)
    .first()
    .innerText();
  return { ready, firstPoint, windows, samplesPerSecond };
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
  samplesPerSecond: string;
  longestTaskOfBestWindow: number;
}): void {
  console.log(`machine                            ${result.machine}`);
  console.log(`first screen's JavaScript, gzipped ${(result.firstScreenBytes / 1000).toFixed(0)} kB`);
  console.log(`page ready after                   ${result.ready.toFixed(0)} ms`);
  console.log(`first point after Train            ${result.firstPoint.toFixed(0)} ms`);
  console.log(`throughput of four rules           ${result.samplesPerSecond}`);
  for (const [i, { longest, longTasks }] of result.windows.entries()) {
    console.log(
      `window ${i + 1}: longest main-thread task ${longest.toFixed(0)} ms, ${longTasks} over 50 ms`,
    );
  }
  console.log(
    `best window's longest task         ${result.longestTaskOfBestWindow.toFixed(0)} ms (wanted: at most 100)`,
  );
}

await main();
