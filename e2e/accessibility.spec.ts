import { expect, type Page, test } from '@playwright/test';
import { button, finished, hang, open, problemsInBothThemes, resize, withoutTraining } from './page';

const widths = [1440, 390, 320] as const;

/** DFA diverges; BP trains until it is stopped. */
const diverging =
  '?rule=bp,dfa&hidden=10&activation=linear&output-activation=linear&loss=mse&optimizer=sgd&learning-rate=bp=0.001,dfa=900&measures=gradient-angle,norms&epochs=3000';

/** A missing value, a class, and a column that asks whether it is numbers. */
const table = `a,b,kind\n${Array.from({ length: 40 }, (_, i) => `${i},${i === 3 ? 'broken' : i * i},${i % 2 ? 'x' : 'y'}`).join('\n')}`;

async function expectAccessible(page: Page, state: string, part?: string): Promise<void> {
  const where = `${state}, ${page.viewportSize()?.width} px`;
  expect(await problemsInBothThemes(page, part), where).toEqual([]);
}

async function atAllWidths(page: Page, state: string): Promise<void> {
  for (const width of widths) {
    await resize(page, { width, height: 900 });
    await expectAccessible(page, state);
  }
}

/** Opens each dialog, checks it, and closes it; the focus must return. */
async function expectDialogs(page: Page, opens: readonly string[]): Promise<void> {
  for (const name of opens) {
    const opener = button(page, name);
    await opener.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('dialog[open]')).toBeVisible();
    await expectAccessible(page, name, 'dialog[open]');
    for (const key of ['Shift+Tab', 'Shift+Tab', 'Tab']) {
      await page.keyboard.press(key);
      // Tabbing also reaches the browser's own buttons: then the page has the focus, never an element behind the dialog.
      const behind = await page.evaluate(() => !document.activeElement?.matches('body, dialog, dialog *'));
      expect(behind, name).toBe(false);
    }
    await page.keyboard.press('Escape');
    await expect(opener).toBeFocused();
  }
}

test('no serious accessibility problem in the lab, its tables and dialogs', async ({ page }) => {
  test.setTimeout(360_000);
  await open(page, diverging);
  await atAllWidths(page, 'before');

  await button(page, 'Train').click();
  await expect(button(page, 'Dismiss')).toBeVisible();
  // It trains as far as the page knows; axe takes long enough with a core of its own.
  page.workers().forEach(hang);
  await atAllWidths(page, 'during, with a rule that diverged');
  await resize(page, { width: 1440, height: 900 });
  await button(page, 'Dismiss').click();
  await button(page, 'Stop').click();
  await button(page, 'Reset').click();
  await page.getByLabel('Epochs', { exact: true }).fill('1');
  await button(page, 'Train').click();
  await finished(page, 1);
  await atAllWidths(page, 'after');

  await resize(page, { width: 1440, height: 900 });
  for (const data of await page.getByRole('button', { name: 'Show data' }).all()) await data.click();
  await button(page, 'Cost').click();
  await expectAccessible(page, 'numbers shown', 'main');
  await page.getByRole('button', { name: /^Backend:/ }).click();
  await expectAccessible(page, 'backend', '[popover]');
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'DFA', exact: true }).check();
  await expectDialogs(page, ['Help and keys', 'Compare initialisations']);

  for (const width of [390, 320]) {
    await resize(page, { width, height: 900 });
    await expectDialogs(page, ['Help and keys', 'Settings']);
    for (const name of ['Loss', 'Angle', 'Inside']) {
      await page.getByRole('radio', { name, exact: true }).check();
      await expectAccessible(page, name, 'main');
    }
    await expectDialogs(page, ['Compare initialisations']);
    await page.getByRole('radio', { name: 'Accuracy', exact: true }).check();
  }
});

test('no serious accessibility problem on the Data page', async ({ page }) => {
  test.setTimeout(240_000);
  await withoutTraining(page);
  await page.goto('/#data');
  await expect(page.getByRole('img', { name: /points of 2 classes/ }).first()).toBeVisible();
  await expect(page.getByText(/MB$/).first()).toBeVisible();
  await atAllWidths(page, 'cards');
  for (const width of widths) {
    await resize(page, { width, height: 900 });
    await expectDialogs(page, ['About Synthetic regression', 'About Census Income, as published']);
    const files = page.locator('input[type=file]').first();
    await files.setInputFiles({ name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
    await expect(page.getByRole('heading', { name: 'First rows' })).toBeVisible();
    await expectAccessible(page, 'preview', width === 1440 ? '.import-panel' : 'dialog[open]');
    await button(page, 'Cancel').click();
  }
});
