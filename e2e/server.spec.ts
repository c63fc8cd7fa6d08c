/** The page under its own server's policy. */
import { expect, type Page, test } from '@playwright/test';
import { button, finished, smallRun } from './page';

/** Policy violations in the page and its workers. */
function watchPolicy(page: Page): readonly string[] {
  const breaches: string[] = [];
  page.on('console', (message) => {
    if (/content security policy|CSP breach/i.test(message.text())) breaches.push(message.text());
  });
  return breaches;
}

const report = () =>
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
    console.error(`CSP breach: ${violatedDirective} ${blockedURI} ${sourceFile}`),
  );

/** What caused each request for the font of Latin text. */
const fontRequests = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    await document.fonts.ready;
    return (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => name.includes('/inter-latin-opsz'))
      .map(({ initiatorType }) => initiatorType);
  });

test('training, charts and import work under the content security policy', async ({ page }) => {
  const breaches = watchPolicy(page);
  await page.addInitScript(report);
  const response = await page.goto(`/${smallRun}&rule=bp,f3-error`);
  expect(response?.headers()['content-security-policy']).toMatch(/script-src 'self' 'wasm-unsafe-eval';/);
  await button(page, 'Train').click();
  await finished(page, 2);
  expect(await fontRequests(page), 'the font of the first screen, preloaded').toEqual(['link']);
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'small.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        `x,y,kind\n${Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 5},${i % 2 ? 'b' : 'a'}`).join('\n')}\n`,
      ),
    });
  await button(page, 'Import').click();
  await expect(page.getByRole('status').getByText(/was imported/)).toBeVisible();
  expect(breaches).toEqual([]);
  // Checks that violations are detected.
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.planted = true';
    document.head.append(script);
  });
  await expect.poll(() => breaches.length).toBeGreaterThan(0);
  expect(await page.evaluate(() => 'planted' in window)).toBe(false);
});
