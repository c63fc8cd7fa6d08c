/** A lost WebGPU device: during the self-test, before training, and during training. */
import { expect, type Page, test } from '@playwright/test';
import { button, closeInside, finished, open } from './page';

/** A set with 500 test samples: the software adapter takes long to evaluate on thousands. */
const tiny = '?dataset=moons&rule=bp,f3-error&hidden=8&batch-size=400&epochs=2&measures=none&backend=webgpu';

/** Gives tests access to the workers' devices; after `lost`, new devices are lost soon. */
async function reachDevices(page: Page, lost: () => boolean): Promise<void> {
  await page.route(/\/assets\/trainWorker[^/]*\.js/, async (route) => {
    const response = await route.fetch();
    const before = `{
      const request = GPUAdapter.prototype.requestDevice;
      GPUAdapter.prototype.requestDevice = async function (...all) {
        const device = await request.apply(this, all);
        self.devices = [...(self.devices ?? []), device];
        if (${lost()}) setTimeout(() => device.destroy(), 50);
        return device;
      };
    }\n`;
    await route.fulfill({ response, body: before + (await response.text()) });
  });
}

const destroyAll = (page: Page): Promise<unknown> =>
  Promise.all(
    page.workers().map((worker) =>
      worker
        .evaluate(() => {
          const { devices = [] } = self as unknown as { devices?: GPUDevice[] };
          for (const device of devices) device.destroy();
        })
        .catch(() => undefined),
    ),
  );

test('lost during training: both rules go on by themselves; lost again, a clear message, and WebAssembly', async ({
  page,
}) => {
  await closeInside(page);
  await reachDevices(page, () => false);
  await open(page, tiny.replace('epochs=2', 'epochs=9000'));
  // After the self-test; a loss during it is another test.
  await expect(page.getByRole('button', { name: /^Backend: WebGPU/ })).toBeVisible({ timeout: 60_000 });
  // Lost before training: a new worker replaces it silently.
  await destroyAll(page);
  await button(page, 'Train').click();
  await expect(page.getByText(/^Epoch ([2-9]|\d{2,}) of 9000$/)).toBeVisible({ timeout: 60_000 });
  await destroyAll(page);
  const regained = page.getByRole('region', { name: / goes on$/ });
  await expect(regained).toContainText('The graphics device was lost; 2 networks go on.');
  const told = page.getByRole('region', { name: / stopped$/ });
  await expect(told).toBeHidden();
  const epoch = async (): Promise<number> =>
    Number(/\d+/.exec((await page.getByText(/^Epoch \d+ of 9000$/).textContent()) ?? '')?.[0]);
  const lostAt = await epoch();
  await expect.poll(epoch, { timeout: 60_000 }).toBeGreaterThan(lostAt + 2);
  await destroyAll(page);
  await expect(told).toContainText(
    /The graphics device was lost\. 2 networks stopped in epoch \d+\.\s*The driver or the operating system reset it\. Their curves/,
  );
  await expect(told).not.toContainText(/Instance|OperationError|reload/i);
  await told.getByRole('button', { name: 'Start all 2 with WebAssembly' }).click();
  await expect(button(page, 'Pause')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Backend: WebAssembly/ })).toBeVisible();
  await expect(page.getByText(/^Epoch \d{2,} of 9000$/)).toBeVisible({ timeout: 60_000 });
});

test('lost during the self-test: it is reported, and Automatic is one click away', async ({ page }) => {
  await reachDevices(page, () => true);
  await page.goto(`/${tiny}`);
  const banner = page.getByRole('alert').filter({ hasText: 'This backend does not work here.' });
  await expect(banner).toContainText(
    /WebGPU (did not start|stopped in the short test): the graphics device was lost/,
    {
      timeout: 60_000,
    },
  );
  await banner.getByRole('button', { name: 'Choose automatically' }).click();
  await expect(button(page, 'Train')).toBeEnabled();
  await button(page, 'Train').click();
  await finished(page, 2);
});
