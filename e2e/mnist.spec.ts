import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { button, closeInside, finished, open, rate, withoutTraining } from './page';

const here = existsSync('public/data/mnist/train-images-idx3-ubyte.gz');

/** Five-seed means after epoch 1 of an independent PyTorch run of the same conventions; standard deviations 0.10 to 0.26. */
const afterEpoch1 = { BP: 96.25, DFA: 95.2, DRTP: 92.49, 'F³-Error': 92.49, LLO: 89.8 };

test('real MNIST: the accuracy after one epoch matches PyTorch', async ({ page }) => {
  test.skip(!here, 'MNIST is not in public/data: npm run data -- mnist');
  test.setTimeout(240_000);
  // Neither measures nor the Inside column change a curve; both take time from training.
  await closeInside(page);
  await open(page, '?measures=none');
  await page.getByLabel('Data set').selectOption('mnist');
  await page.getByRole('checkbox', { name: 'LLO' }).check();
  await page.getByLabel('Epochs').fill('1');
  await page.getByLabel('Epochs').blur();
  await expect(page.getByLabel('Learning rate')).toHaveValue('0.001');
  await expect(button(page, 'Train')).toBeEnabled();
  await button(page, 'Train').click();
  await finished(page, 1, 200_000);
  for (const [rule, mean] of Object.entries(afterEpoch1)) {
    await expect.poll(async () => Math.abs((await rate(page, rule)) - mean), rule).toBeLessThan(0.8);
  }
  // In its first epoch F³ is DRTP.
  expect(await rate(page, 'F³-Error')).toBe(await rate(page, 'DRTP'));
});

test('invalid files are reported, and the previous data set stays', async ({ page }) => {
  await withoutTraining(page);
  await page.route('**/data/mnist/**', (route) => route.fulfill({ status: 404 }));
  await open(page, '');
  await page.getByLabel('Data set').selectOption('mnist');
  await expect(page.getByText(/npm run data/).first()).toBeVisible();
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      {
        name: 'train-images-idx3-ubyte',
        mimeType: 'application/octet-stream',
        buffer: Buffer.from('not an idx file'),
      },
    ]);
  await expect(page.getByText(/train-images-idx3-ubyte/).first()).toBeVisible();
});
