import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { button, finished, open, smallRun } from './page';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`no serious accessibility problem, ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await open(page, smallRun);
      const problems = async () => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      };
      expect(await problems()).toEqual([]);
      await button(page, 'Train').click();
      await finished(page, 2);
      expect(await problems()).toEqual([]);
    });
  }
}
