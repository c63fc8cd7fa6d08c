/** Several threads compute a run on the page: the same curve; and a page whose server does not isolate it says why not. */
import { expect, test } from '@playwright/test';
import { button, closeInside, dataOf, finished, open, withoutTraining } from './page';

test('two threads, four and one train the same curve', async ({ page }) => {
  await closeInside(page);
  // Each helper thread asks for its script.
  let helpers = 0;
  page.on('request', (request) => {
    if (request.url().includes('threadWorker')) helpers += 1;
  });
  const curveWith = async (threads: number): Promise<readonly number[]> => {
    await open(page, `?hidden=300x2&batch-size=100&epochs=1&rule=f3-error&backend=wasm&threads=${threads}`);
    await button(page, 'Train').click();
    await finished(page, 1);
    return dataOf(page, 'Training loss');
  };
  const alone = await curveWith(1);
  expect(helpers).toBe(0);
  expect(alone.length).toBeGreaterThan(10);
  expect(await curveWith(2)).toEqual(alone);
  expect(helpers).toBeGreaterThan(0);
});

test('a page that is not isolated says why it has one thread, and what to do', async ({ page }) => {
  await withoutTraining(page);
  await page.route('/?threads=2', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers() };
    delete headers['cross-origin-opener-policy'];
    delete headers['cross-origin-embedder-policy'];
    await route.fulfill({ response, headers });
  });
  await page.goto('/?threads=2');
  await page.getByText('More', { exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Threads per algorithm' })).toHaveValue('2');
  await expect(page.getByRole('note').filter({ hasText: 'Threads share memory' })).toContainText(
    'Cross-Origin-Embedder-Policy: require-corp',
  );
});
