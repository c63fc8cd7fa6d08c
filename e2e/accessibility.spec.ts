import { expect, test } from '@playwright/test';
import { button, finished, open, seriousProblems, smallRun } from './page';

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
  }
}
