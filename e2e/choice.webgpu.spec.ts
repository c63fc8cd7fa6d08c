/** Automatic, where a GPU and the processor both work: they are compared on the person's own network. */
import { expect, type Page, test } from '@playwright/test';
import { button, closeInside, finished } from './page';

/** The software adapter passes for a GPU. */
async function disguise(page: Page): Promise<void> {
  await page.route(/\/assets\/trainWorker[^/]*\.js/, async (route) => {
    const response = await route.fetch();
    const before = `for (const [name, value] of Object.entries({ architecture: 'x', description: 'x', isFallbackAdapter: false }))
      Object.defineProperty(GPUAdapterInfo.prototype, name, { get: () => value });\n`;
    await route.fulfill({ response, body: before + (await response.text()) });
  });
}

test('Automatic trains a small network on the processor, and says how long a step takes on both', async ({
  page,
}) => {
  await disguise(page);
  await closeInside(page);
  await page.goto('/?dataset=moons&rule=bp&hidden=8&batch-size=400&epochs=2&measures=none');
  const badge = page.getByRole('button', { name: /^Backend: Web/ });
  await expect(badge).toBeVisible({ timeout: 60_000 });
  await button(page, 'Train').click();
  await finished(page, 2);
  await badge.click();
  const why = page.getByRole('region', { name: 'Backend, why' });
  await expect(why).toContainText('WebAssembly');
  await expect(why).toContainText('faster with this network, batch and data');
  for (const name of ['WebGPU', 'WebAssembly'])
    await expect(why.locator('.measured', { has: page.getByText(name, { exact: true }) })).toContainText(
      /your network, batch and data: [\d.]+.ms per step/,
    );
});
