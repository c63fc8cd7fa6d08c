import { expect, test } from '@playwright/test';
import { button, finished, open, seriousProblems, smallRun } from './page';

const table = `a,b,kind\n${Array.from({ length: 40 }, (_, i) => `${i},${i === 3 ? 'n/a' : i * i},${i % 2 ? 'x' : 'y'}`).join('\n')}`;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`no serious accessibility problem, ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await open(page, smallRun);
      expect(await seriousProblems(page)).toEqual([]);
      await button(page, 'Train').click();
      await finished(page, 2);
      expect(await seriousProblems(page)).toEqual([]);
    });

    test(`no serious accessibility problem on the Data page, ${colorScheme}, ${width} px`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto('/#data');
      await expect(page.getByRole('img', { name: /points of 2 classes/ }).first()).toBeVisible();
      expect(await seriousProblems(page)).toEqual([]);
      await button(page, 'About Synthetic regression').click();
      await expect(page.getByRole('dialog', { name: 'Synthetic regression' })).toContainText('First rows');
      expect(await seriousProblems(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles({ name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
      await expect(button(page, 'Import')).toBeEnabled();
      expect(await seriousProblems(page)).toEqual([]);
    });
  }
}
