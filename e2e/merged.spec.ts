/**
 * What `lab sweep` and `lab merge` wrote opens on the Compare page, with the numbers that `lab table` prints and the figures
 * that `lab plot` draws.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { lab } from './command';
import { resize, withoutTraining } from './page';

const small = [
  '--dataset',
  'moons',
  '--rule',
  'bp,f3-error',
  '--seed',
  '0-1',
  '--hidden',
  '6/6x2',
  '--epochs',
  '2',
];

/** What a saved figure draws, in order: paths with their strokes, and texts but those of the caption, which names the page. */
const drawnIn = (page: Page, svg: string): Promise<readonly string[]> =>
  page.evaluate((text) => {
    const xml = new DOMParser().parseFromString(text, 'image/svg+xml');
    if (xml.querySelector('parsererror')) throw new Error('This is not XML.');
    return [...xml.querySelectorAll('g path, g text, g circle, g rect')].map((node) => {
      const looks = [
        'd',
        'x',
        'y',
        'cx',
        'cy',
        'r',
        'transform',
        'stroke',
        'stroke-dasharray',
        'stroke-width',
        'fill',
      ];
      return [node.tagName, ...looks.map((name) => node.getAttribute(name) ?? ''), node.textContent].join(
        ' ',
      );
    });
  }, svg);

/** The figure's picture as the page saves it. */
async function savedBy(page: Page, name: string): Promise<string> {
  await page.getByRole('figure', { name }).getByRole('button', { name: 'Save figure' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'SVG' }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

test('a merged sweep opens, with the table of the command line, and its curves', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'merged-'));
  const [experiment, results, file] = ['grid.json', 'grid', 'grid.f3lab.json'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(experiment, await lab('experiment', ...small));
  for (const shard of ['2/2', '1/2'])
    await lab('sweep', experiment, '--out', results, '--shard', shard, '--resume');
  await lab('merge', results, '--out', file);
  const printed = (await lab('table', results)).trimEnd().split('\n').slice(2);
  const content = readFileSync(file);
  const plotted = {
    'Test accuracy': await lab('plot', file),
    'Accuracy by depth': await lab('plot', file, '--figure', 'sweep'),
  };
  rmSync(folder, { recursive: true });

  await withoutTraining(page);
  await page.goto('/#compare');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await (await chooser).setFiles({ name: 'grid.f3lab.json', mimeType: 'application/json', buffer: content });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'BP, F³-Error on Two moons by hidden layers, 2 seeds',
  );
  await expect(page.getByRole('status').getByText('grid.f3lab.json: Opened 8 runs.')).toBeVisible();
  const rows = page.getByRole('table', { name: /^Runs/ }).locator('tbody tr');
  await expect(rows).toHaveCount(4);
  expect(printed).toHaveLength(4);
  const bare = (text: string | undefined): string => (text ?? '').replace(/\s/g, '').replaceAll('−', '-');
  for (const [i, line] of printed.entries()) {
    const [name, done, accuracy, , gap, loss] = line.split(/\s{2,}/);
    expect(done).toBe('2 of 2');
    const cells = (await rows.nth(i).locator('th, td').allInnerTexts()).map(bare);
    expect(cells[0]).toContain(bare(name));
    // The page has the baseline's column before the gap.
    expect([cells[2], cells[4], cells[5]]).toEqual([accuracy, gap, loss].map(bare));
  }
  const figure = page.getByRole('figure', { name: 'Test accuracy' });
  await expect(figure).toContainText('F³-Error');

  // Page and command line draw the same, to the last digit and colour.
  for (const [name, svg] of Object.entries(plotted)) {
    const drawn = await drawnIn(page, svg);
    expect(drawn.filter((one) => one.startsWith('path M')).length, name).toBeGreaterThan(4);
    expect(drawn, name).toEqual(await drawnIn(page, await savedBy(page, name)));
  }

  // On a phone the lines' names are whole.
  await resize(page, { width: 390, height: 844 });
  const name = figure.locator('svg tspan', { hasText: /^F³-Error · 6x2$/ });
  await expect(name).toHaveCount(1);
  const end = (box: { x: number; width: number } | null): number => (box ? box.x + box.width : Number.NaN);
  await expect.poll(async () => end(await name.boundingBox())).toBeLessThanOrEqual(390);
});
