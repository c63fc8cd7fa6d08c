import { expect, type Locator, type Page, test } from '@playwright/test';
import { button, finished, open, resize, withoutTraining } from './page';

const nine = 'bp,fa,dfa,sdfa,drtp,f3-error,f3-loss,llo,pepita';
/** Thirty layers, nine rules, twelve steps. */
const wide = `?rule=${nine}&hidden=10x30&batch-size=1000&epochs=1&measures=norms`;

const figure = (page: Page, name: string): Locator => page.getByRole('figure', { name, exact: true });
const results = (page: Page): Locator => page.getByRole('table', { name: 'Results' });

/** Scrollable overflow of the page in pixels. */
const excess = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return { across: scrollWidth - innerWidth, down: scrollHeight - innerHeight };
  });

async function expectFits(page: Page): Promise<void> {
  for (const [width, height] of [
    [1440, 900],
    [1280, 720],
  ] as const) {
    await resize(page, { width, height });
    expect(await excess(page), `${width} × ${height}`).toEqual({ across: 0, down: 0 });
  }
  for (const width of [1100, 1000, 768, 640, 390, 320]) {
    await resize(page, { width, height: 800 });
    expect((await excess(page)).across, `${width} px`).toBe(0);
  }
}

const box = async (locator: Locator) => {
  const found = await locator.boundingBox();
  if (!found) throw new Error('It is not on the page.');
  return found;
};

async function expectNoOverlap(a: Locator, b: Locator): Promise<void> {
  const [one, other] = [await box(a), await box(b)];
  const across = one.x + one.width <= other.x || other.x + other.width <= one.x;
  const down = one.y + one.height <= other.y || other.y + other.height <= one.y;
  expect(across || down, JSON.stringify([one, other])).toBe(true);
}

/** Every focused field is visible between the panel's header and footer. */
async function expectFieldsInSight(page: Page, panel: Locator, top: number): Promise<void> {
  await panel.getByText('More', { exact: true }).click();
  const foot = await box(button(page, 'Save settings'));
  const fields = await panel.locator('input[type=text], select, input[type=checkbox]').all();
  for (const field of [...fields, ...fields.toReversed()]) {
    await field.focus();
    const { y, height } = await box(field);
    const name = String(await field.getAttribute('id'));
    expect(y, name).toBeGreaterThanOrEqual(top);
    expect(y + height, name).toBeLessThanOrEqual(foot.y);
  }
}

/** Positions of elements that must not move: figures, column heads, rows, settings. */
async function places(page: Page): Promise<unknown> {
  const parts = [
    ...(await page.getByRole('main').getByRole('figure').all()),
    ...(await results(page).getByRole('columnheader').all()),
    ...(await results(page).getByRole('row').all()),
    page.getByRole('checkbox', { name: 'BP', exact: true }),
    page.getByRole('button', { name: 'Copy link' }),
  ];
  return Promise.all(parts.map((part) => part.boundingBox()));
}

/** The colour that most of ten by ten cells have: that of nothing. */
async function commonColor(canvas: Locator): Promise<string> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const context = (element as HTMLCanvasElement).getContext('2d');
    const at = (x: number, y: number) => context?.getImageData(x, y, 1, 1).data.slice(0, 3).join(' ') ?? '';
    const cells = Array.from({ length: 100 }, (_, i) =>
      at(((i % 10) + 0.05) * (width / 10), (Math.floor(i / 10) + 0.05) * (height / 10)),
    );
    const counts = new Map(cells.map((color) => [color, cells.filter((one) => one === color).length]));
    return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
  });
}

test('the lab fits its window, without layout shifts during a run', async ({ page }) => {
  await page.goto('/?hidden=20&batch-size=500&epochs=2');
  await expect(figure(page, 'Test accuracy')).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  const first = await places(page);
  await expect(button(page, 'Train')).toBeEnabled();
  expect(await places(page)).toEqual(first);
  await button(page, 'Train').click();
  await expect(results(page)).toContainText('%');
  expect(await places(page)).toEqual(first);
  await finished(page, 2);
  expect(await places(page)).toEqual(first);

  await page.getByLabel('Epochs', { exact: true }).fill('3');
  for (const width of [1440, 1280, 1000, 768]) {
    await resize(page, { width, height: 720 });
    await expectNoOverlap(button(page, 'Start again with these'), page.getByText(/^finished in/));
  }
  await expectFits(page);
  await resize(page, { width: 320, height: 800 });
  for (const tab of ['Loss', 'Angle', 'Inside']) {
    await page.getByRole('radio', { name: tab, exact: true }).check();
    await expect(page.getByRole('figure').first()).toBeVisible();
    expect((await excess(page)).across, tab).toBe(0);
  }
  await resize(page, { width: 390, height: 844 });
  await page.getByLabel('Theme').selectOption('dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('at 1280 × 720 the first visit shows axes and results, and the footer covers no field', async ({
  page,
}) => {
  await withoutTraining(page);
  await resize(page, { width: 1280, height: 720 });
  await open(page, '');
  await expect(figure(page, 'Test accuracy')).toBeInViewport({ ratio: 1 });
  for (const row of (await results(page).getByRole('row').all()).slice(0, 4))
    await expect(row).toBeInViewport({ ratio: 1 });
  const text = page.getByRole('heading', { name: /to tell a hidden layer/ }).locator('..');
  for (const tick of await figure(page, 'Test accuracy').locator('.recharts-cartesian-axis-tick').all())
    await expectNoOverlap(tick, text);
  await expect(page.getByRole('link', { name: 'Start with a lesson' })).toBeInViewport({ ratio: 1 });
  for (const frame of await page.getByRole('figure').all()) {
    const { x, width } = await box(frame);
    for (const tool of await frame.getByRole('button').all()) {
      const own = await box(tool);
      expect(own.x + own.width, 'tools end within their figure').toBeLessThanOrEqual(x + width);
    }
  }
  await expectFits(page);

  await resize(page, { width: 1280, height: 720 });
  await expectFieldsInSight(page, page.getByRole('complementary', { name: 'Settings' }), 108);
  await resize(page, { width: 390, height: 844 });
  await button(page, 'Settings').click();
  const sheet = page.getByRole('dialog', { name: 'Settings' });
  const head = await box(button(page, 'Close'));
  await expectFieldsInSight(page, sheet, head.y + head.height);
});

test('wide tables show that they scroll, also by keyboard, and a run prints on one sheet', async ({
  page,
}) => {
  await open(page, wide);
  await expectFits(page);
  await resize(page, { width: 1280, height: 720 });
  await button(page, 'Train').click();
  await finished(page, 1);
  await figure(page, 'Test accuracy').getByRole('button', { name: 'Show data' }).click();
  for (const [name, row] of [
    ['Test accuracy, numbers', '1'],
    ['Measures', 'PEPITA'],
  ] as const) {
    const region = page.getByRole('region', { name: `${name}, scrollable`, exact: true });
    const frame = region.locator('..');
    await expect(frame).toHaveAttribute('data-more', /right/);
    await region.focus();
    const rowName = region.getByRole('rowheader', { name: row, exact: true }).first();
    const { x } = await box(rowName);
    await page.keyboard.press('ArrowRight');
    await expect(frame).toHaveAttribute('data-more', /left/);
    expect((await box(rowName)).x).toBe(x);
  }
  await expectFits(page);

  await resize(page, { width: 1280, height: 720 });
  const toggle = figure(page, 'Test accuracy').getByRole('button', { name: 'Show data' });
  await toggle.click();
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  const sheet = page.getByRole('region', { name: 'The run on paper' });
  for (const text of ['Digits, built in', 'Seed 0', 'Hidden layers 10x30', 'Epoch 1 of 1', `rule=${nine}`])
    await expect(sheet).toContainText(text);
  for (const name of ['Test accuracy', 'Training loss (log)', 'Test loss (log)'])
    await expect(sheet.getByRole('img', { name })).toBeVisible();
  await expect(sheet.getByRole('row')).toHaveCount(10);
  const further = page.getByRole('table', { name: 'Measures and Inside on paper' });
  await expect(further.getByRole('columnheader', { name: /^Digits, built in, seed 0/ })).toBeVisible();
  await expect(further.getByRole('table', { name: 'Measures' })).toBeVisible();
  for (const title of [/^Inside F³-Error/, /^Feedback and weights/, /^Confusion matrix/])
    await expect(further.getByRole('figure').filter({ hasText: title })).toBeVisible();
  expect(await commonColor(further.locator('canvas').last())).toBe('245 245 242');
  await expect(page.getByRole('button')).toHaveCount(0);
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'light');
  // A4 and Letter at 96 dots per inch, upright and not, without margins of 10 mm.
  for (const [width, height] of [
    [718, 1046],
    [1046, 718],
    [740, 980],
    [980, 740],
  ] as const) {
    await resize(page, { width, height });
    expect((await box(sheet)).height, `${width} px`).toBeLessThanOrEqual(height);
    for (const part of await further.locator('figure, table').all()) {
      const { x, width: own } = await box(part);
      expect(x + own, `${width} px`).toBeLessThanOrEqual(width);
    }
    for (const one of await further.getByRole('figure').all())
      expect((await box(one)).height, `${width} px`).toBeLessThanOrEqual(height - 30);
  }
  await resize(page, { width: 1280, height: 720 });
  await page.emulateMedia({ media: null });
  await button(page, 'Inside').click();
  for (const format of ['A4', 'Letter'])
    for (const landscape of [true, false]) {
      const pdf = (await page.pdf({ format, landscape })).toString('latin1');
      // The run on one sheet, the table of measures on another.
      expect(pdf.match(/\/Type\s*\/Page\b/g), `${format} ${landscape}`).toHaveLength(2);
    }
  await expect(sheet).toHaveCount(0);
  // Printing is as narrow as a phone, but must not close anything.
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
});

test('available data sets are listed before those to download', async ({ page }) => {
  await withoutTraining(page);
  await page.goto('/#data');
  await expect(page.getByRole('button', { name: /^Get$|^Choose files$/ }).first()).toBeVisible();
  const names = await page.getByRole('main').getByRole('button').allInnerTexts();
  const acts = names.filter((name) => ['Use in Lab', 'Get', 'Choose files'].includes(name));
  expect(acts).toEqual([...acts].sort((a, b) => Number(a !== 'Use in Lab') - Number(b !== 'Use in Lab')));
  expect(acts[0]).toBe('Use in Lab');
  for (const width of [1440, 1000, 768, 390, 320]) {
    await resize(page, { width, height: 800 });
    expect((await excess(page)).across, `${width} px`).toBe(0);
  }
});

test('on phones nothing in the header covers anything', async ({ page }) => {
  await open(page, '?backend=wasm-fma');
  await expect(page.getByRole('button', { name: /^Backend: .*ms per step/ })).toBeVisible();
  const pages = page.getByRole('navigation', { name: 'Pages' });
  for (const width of [430, 412, 393, 390, 375, 360, 320]) {
    await resize(page, { width, height: 800 });
    // It is back when the Lab is: narrower pages leave it out.
    await expect(page.getByRole('banner').locator('.copy-link')).toBeAttached();
    const tabs = await pages.getByRole('link').all();
    const controls = await page
      .getByRole('banner')
      .locator(':is(a, button, select):not(nav *)')
      .filter({ visible: true })
      .all();
    expect(tabs.length + controls.length, `${width} px`).toBeGreaterThanOrEqual(8);
    // The tabs scroll: of them what is in sight.
    const strip = await box(pages);
    const inSight = (await Promise.all(tabs.map(box))).map(({ x, width: own }) => {
      const left = Math.max(x, strip.x);
      return { x: left, width: Math.min(x + own, strip.x + strip.width) - left };
    });
    const boxes = [...inSight, ...(await Promise.all(controls.map(box)))]
      .filter((one) => one.width > 2)
      .toSorted((a, b) => a.x - b.x);
    expect(boxes[0]?.x, `${width} px`).toBeGreaterThanOrEqual(0);
    for (const [i, { x, width: own }] of boxes.entries())
      expect(x + own, `${width} px, ${i}`).toBeLessThanOrEqual(boxes[i + 1]?.x ?? width);
    for (const name of ['Reproduce', 'Lab']) {
      await pages.getByRole('link', { name, exact: true }).click();
      const current = pages.locator('[aria-current]').and(pages.getByRole('link', { name, exact: true }));
      await expect(current).toBeVisible();
      const [tab, now] = [await box(current), await box(pages)];
      expect(tab.x, `${name}, ${width} px`).toBeGreaterThanOrEqual(now.x);
      expect(tab.x + tab.width, `${name}, ${width} px`).toBeLessThanOrEqual(now.x + now.width - 16);
    }
  }
});
