/** A graphics device that goes away: while the page measures, while it is ready, and while it trains. */
import { expect, type Page, test } from '@playwright/test';
import { button, finished, open } from './page';

const tiny = '?rule=bp,f3-error&hidden=8&batch-size=2400&epochs=2&measures=none&backend=webgpu';

/** Devices of workers can be reached, and `lost` says from when on none lives long. */
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

test('lost while it trains: in our words, and both go on with WebAssembly', async ({ page }) => {
  test.setTimeout(240_000);
  await reachDevices(page, () => false);
  await open(page, tiny.replace('epochs=2', 'epochs=400'));
  // Its short test is over: a device that goes in the middle of that is another case.
  await expect(page.getByRole('button', { name: /^Backend: WebGPU/ })).toBeVisible({ timeout: 60_000 });
  // Lost while it stands ready: nobody notices, for another worker is made.
  await destroyAll(page);
  await button(page, 'Train').click();
  await expect(page.getByText(/^Epoch [2-9] of 400$/)).toBeVisible({ timeout: 110_000 });
  await destroyAll(page);
  const told = page.getByRole('region', { name: / stopped$/ });
  await expect(told).toContainText(
    /The graphics device was lost\. 2 networks stopped in epoch \d+\.\s*The driver or the operating system reset it\. Their curves/,
  );
  await expect(told).not.toContainText(/Instance|OperationError|reload/i);
  await told.getByRole('button', { name: 'Start all 2 with WebAssembly' }).click();
  await expect(button(page, 'Pause')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Backend: WebAssembly/ })).toBeVisible();
  await expect(page.getByText(/^Epoch \d\d of 400$/)).toBeVisible({ timeout: 60_000 });
});

test('lost while the page measures: the short test says so, and Automatic is one press away', async ({
  page,
}) => {
  test.setTimeout(120_000);
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
