/** The network, built layer by layer. */
import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { button, dataOf, finished, open, rate, seriousProblems, withoutTraining } from './page';

const editor = (page: Page): Locator => page.getByRole('dialog', { name: 'Layers', exact: true });
const layer = (page: Page, number: number): Locator =>
  editor(page).getByRole('group', { name: `Layer ${number}`, exact: true });
const option = (page: Page, number: number, name: string): Locator =>
  layer(page, number).getByLabel(name, { exact: true });
const blockOf = (page: Page, number: number): Locator => layer(page, number).getByRole('combobox');

async function edit(page: Page): Promise<void> {
  await button(page, 'Edit layers').click();
  await expect(editor(page)).toBeVisible();
}

/** What the link says, once it is written. */
const expectLink = (page: Page, hidden: string | null): Promise<void> =>
  expect.poll(() => new URL(page.url()).searchParams.get('hidden')).toBe(hidden);

/** The blocks in the rows, with their sizes. */
async function expectLayers(page: Page, ...expected: string[]): Promise<void> {
  const groups = editor(page).getByRole('group', { name: /^Layer \d+$/ });
  await expect(groups).toHaveCount(expected.length);
  const read = () =>
    groups.evaluateAll((all) =>
      all.map((one) => `${one.querySelector('select')?.value} ${one.querySelector('input')?.value}`),
    );
  await expect.poll(read).toEqual(expected);
}

test.describe('without training', () => {
  test.beforeEach(({ page }) => withoutTraining(page));

  test('a convolution and a dense layer by mouse; the link opens the same network', async ({ page }) => {
    await page.goto('/');
    await edit(page);
    await editor(page).getByLabel('Block to add').selectOption('Convolution');
    await expect(
      editor(page).getByText('It goes in as layer 1: it does not fit further down.'),
    ).toBeVisible();
    await button(page, 'Add layer').click();
    await expectLayers(page, 'convolution 32', 'dense 500');
    await option(page, 1, 'Channels').fill('8');
    await option(page, 1, 'Kernel').fill('5');
    await option(page, 1, 'Padding').fill('2');
    await option(page, 2, 'Units').fill('100');
    await expect(layer(page, 1)).toContainText('8 maps of 28 × 28, pooled to 14 × 14');
    await expect(layer(page, 1)).toContainText('208 parameters');
    await expect(layer(page, 1)).toContainText('156,800 multiply-adds');
    await expect(editor(page).getByLabel('Totals')).toContainText('158,118');
    await expect(editor(page).getByText('28 × 28 × 1', { exact: true })).toBeVisible();
    await button(page, 'Done').click();
    await expect(editor(page)).toBeHidden();
    await expect(page.getByText('8 maps 5 × 5 → 100', { exact: true })).toBeVisible();
    await expect(page.getByLabel('Units per layer')).toHaveCount(0);
    await expectLink(page, 'convolution:8:kernel=5:padding=2,100');
    await page.reload();
    await expect(page.getByText('8 maps 5 × 5 → 100', { exact: true })).toBeVisible();
    await edit(page);
    await expectLayers(page, 'convolution 8', 'dense 100');
    await expect(option(page, 1, 'Padding')).toHaveValue('2');
  });

  test('another by keyboard alone: the focus stays where work goes on', async ({ page }) => {
    await page.goto('/');
    const { keyboard } = page;
    await button(page, 'Edit layers').focus();
    await keyboard.press('Enter');
    await blockOf(page, 1).focus();
    await keyboard.press('ArrowDown');
    await expect(blockOf(page, 1)).toHaveValue('convolution');
    await expect(blockOf(page, 1)).toBeFocused();
    await keyboard.press('Tab');
    await expect(option(page, 1, 'Channels')).toBeFocused();
    await expect(layer(page, 1)).toContainText(
      'Channels: Filters, and feature maps that they make. 1 to 1,024.',
    );
    await keyboard.type('4');
    await keyboard.press('Tab');
    await keyboard.press('ArrowUp');
    await keyboard.press('ArrowUp');
    await expect(option(page, 1, 'Kernel')).toHaveValue('5');
    await button(page, 'Add layer').focus();
    await keyboard.press('Enter');
    await expect(option(page, 2, 'Units')).toBeFocused();
    await keyboard.type('20');
    await expectLayers(page, 'convolution 4', 'dense 20');
    await button(page, 'Duplicate layer 2').focus();
    await keyboard.press('Enter');
    await expect(button(page, 'Duplicate layer 3')).toBeFocused();
    await button(page, 'Move layer 3 up').focus();
    await keyboard.press('Enter');
    await expect(button(page, 'Move layer 2 up')).toBeFocused();
    await keyboard.press('Enter');
    await expect(button(page, 'Move layer 1 down')).toBeFocused();
    await keyboard.press('Control+z');
    await keyboard.press('Control+z');
    await expectLayers(page, 'convolution 4', 'dense 20', 'dense 20');
    await option(page, 3, 'Units').focus();
    await keyboard.press('Control+a');
    await keyboard.type('7');
    await keyboard.press('Alt+ArrowUp');
    await expectLayers(page, 'convolution 4', 'dense 7', 'dense 20');
    await expect(option(page, 2, 'Units')).toBeFocused();
    await button(page, 'Remove layer 3').focus();
    await keyboard.press('Enter');
    await expect(button(page, 'Remove layer 2')).toBeFocused();
    await keyboard.press('Escape');
    await expect(button(page, 'Edit layers')).toBeFocused();
    await expectLink(page, 'convolution:4:kernel=5,7');
  });

  test('remove, reorder, duplicate, undo and redo; the page offers to undo all of it', async ({ page }) => {
    await page.goto('/?hidden=300,200');
    await edit(page);
    await button(page, 'Move layer 1 down').click();
    await button(page, 'Duplicate layer 2').click();
    await expectLayers(page, 'dense 200', 'dense 300', 'dense 300');
    await button(page, 'Remove layer 1').click();
    await button(page, 'Remove layer 1').click();
    await button(page, 'Remove layer 1').click();
    await expectLayers(page);
    await expect(button(page, 'Add layer')).toBeFocused();
    for (let i = 0; i < 3; i++) await button(page, 'Undo').click();
    await expectLayers(page, 'dense 200', 'dense 300', 'dense 300');
    await button(page, 'Redo').click();
    await expectLayers(page, 'dense 300', 'dense 300');
    await button(page, 'Done').click();
    await expect(page.getByLabel('Hidden layers', { exact: true })).toHaveValue('2');
    await expect(page.getByLabel('Units per layer', { exact: true })).toHaveValue('300');
    await expect(page.getByText('The network was changed.')).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(page.getByLabel('Units per layer', { exact: true })).toHaveValue('300, 200');
  });

  test('what does not fit is explained where it is, and what is typed stays', async ({ page }) => {
    await page.goto('/?hidden=convolution:8,100');
    await edit(page);
    await option(page, 1, 'Kernel').fill('99');
    await expect(layer(page, 1)).toContainText(
      'Hidden layers, kernel: “99” must be a whole number from 1 to 31.',
    );
    await expect(option(page, 1, 'Kernel')).toHaveAttribute('aria-invalid', 'true');
    await expectLink(page, 'convolution:8,100');
    await option(page, 1, 'Kernel').fill('31');
    await expect(layer(page, 1)).toContainText(
      /gets maps of 28 × 28 with a padding of 1\. Choose a kernel of at most 30/,
    );
    await option(page, 1, 'Kernel').fill('abc');
    await button(page, 'Move layer 1 down').click();
    await expect(option(page, 2, 'Kernel')).toHaveValue('abc');
    await expect(layer(page, 2)).toContainText(
      'Convolution needs an image or feature maps, and gets 100 numbers.',
    );
    await button(page, 'Done').click();
    await expect(page.getByText(/^Not ready/)).toBeVisible();
    await edit(page);
    await expect(option(page, 2, 'Kernel')).toHaveValue('abc');
    await button(page, 'Move layer 2 up').click();
    await option(page, 1, 'Kernel').fill('5');
    await expect(editor(page).getByText(/must be|needs an image/)).toHaveCount(0);
    await page.goto('/?dataset=wine');
    await edit(page);
    await editor(page).getByLabel('Block to add').selectOption('Convolution');
    await expect(
      editor(page).getByText(/^Convolution needs an image or feature maps, and gets \d+ numbers/),
    ).toBeVisible();
    await expect(button(page, 'Add layer')).toHaveAttribute('aria-disabled', 'true');
  });

  test('a paper’s network, with what it changes, and back', async ({ page }) => {
    await page.goto('/');
    await edit(page);
    await editor(page).getByText('Networks of the papers', { exact: true }).first().click();
    const preset = editor(page)
      .getByRole('listitem')
      .filter({ has: button(page, 'CONV-MNIST') });
    await expect(preset).toContainText(/Changes .*hidden layers.*; stays on Digits.* The paper uses MNIST\./);
    await button(page, 'CONV-MNIST').click();
    await expectLayers(page, 'convolution 32', 'dense 1000');
    await expect(editor(page).getByRole('status')).toContainText('CONV-MNIST is set up.');
    await expect(page.getByLabel('Batch size', { exact: true })).toHaveValue('60');
    await button(page, 'Undo').click();
    await expectLayers(page, 'dense 500');
    await expect(page.getByLabel('Batch size', { exact: true })).toHaveValue('50');
  });

  test('the settings file has the network', async ({ page }) => {
    await page.goto('/?hidden=convolution:6:kernel=5,30');
    const saved = page.waitForEvent('download');
    await button(page, 'Save settings').click();
    const path = await (await saved).path();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      experiment: { hidden: [{ block: 'convolution', options: { channels: 6, kernel: 5 } }, 30] },
    });
    await page.goto('/');
    await page.locator('input[type="file"][accept*="json"]').first().setInputFiles(path);
    await expect(page.getByText('6 maps 5 × 5 → 30', { exact: true })).toBeVisible();
    await expectLink(page, 'convolution:6:kernel=5,30');
  });

  test('a phone has all of it, and nothing is serious to axe', async ({ page }) => {
    await page.goto('/?hidden=convolution:8,100');
    await edit(page);
    expect(await seriousProblems(page, { part: 'dialog[open]' })).toEqual([]);
    await button(page, 'Done').click();
    await page.setViewportSize({ width: 390, height: 844 });
    await button(page, 'Settings').click();
    await edit(page);
    await option(page, 2, 'Units').fill('50');
    const width = await editor(page).evaluate((dialog) => [dialog.scrollWidth, dialog.clientWidth]);
    expect(width[0]).toBe(width[1]);
    await editor(page).getByRole('button', { name: 'Close' }).click();
    await expect(page.getByText('8 maps 3 × 3 → 50', { exact: true })).toBeVisible();
  });
});

test('a small convolution learns', async ({ page }) => {
  await open(page, '?hidden=convolution:4,20&rule=bp,f3-error&training-samples=200&epochs=1');
  await button(page, 'Train').click();
  await finished(page, 1);
  expect(await rate(page, 'BP')).toBeGreaterThan(0);
  const losses = await dataOf(page, 'Training loss');
  expect(losses.length).toBeGreaterThan(0);
  expect(losses.every(Number.isFinite)).toBe(true);
});
