/** A lab served for a class: the teacher's page at localhost, and another computer's over plain http. */
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { decodeQR } from 'qr/decode.js';
import { createLabServer } from '../scripts/labServer';
import { listen } from '../scripts/start';
import { button, finished, openMore, rate, resize, seriousProblems, withoutTraining } from './page';

/** A name for this computer that, unlike localhost, gives no secure context. */
const OTHER = 'lab.test';
const [wifi, cable] = ['http://192.168.1.7:4173/', 'http://10.0.0.7:4173/'] as const;

const test = base.extend({
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({
        ...launchOptions,
        args: [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${OTHER} 127.0.0.1`],
      }),
    { scope: 'worker' },
  ],
});

let addresses: readonly string[] = [];
let server: Server;
let teacher = '';
let other = '';

test.beforeAll(async () => {
  server = createLabServer('dist', 'public/data', { hosts: [OTHER], classAddresses: () => addresses });
  teacher = await listen(server, '0');
  other = teacher.replace('localhost', OTHER);
});
test.beforeEach(() => {
  addresses = [wifi, cable];
});
test.afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function openAt(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(button(page, 'Train')).toBeEnabled({ timeout: 60_000 });
}

/** Reads the code from its picture on the screen. */
async function decoded(page: Page, code: Locator): Promise<string> {
  const picture = (await code.screenshot()).toString('base64');
  const { width, height, data } = await page.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height);
    return { width: image.width, height: image.height, data: [...pixels.data] };
  }, picture);
  return decodeQR({ width, height, data: Uint8Array.from(data) });
}

test.describe('another computer', () => {
  test('trains on WebAssembly without a secure context, says what is missing, and copies a link by hand', async ({
    page,
  }) => {
    await openAt(page, `${other}?hidden=50&batch-size=100&epochs=1`);
    const missing = await page.evaluate(() => [
      isSecureContext,
      crossOriginIsolated,
      ...[navigator.gpu, navigator.locks, navigator.clipboard, navigator.storage, crypto.subtle].map(Boolean),
    ]);
    expect(missing).toEqual(missing.map(() => false));

    await button(page, 'Train').click();
    await finished(page, 1);
    expect(await rate(page, 'BP')).toBeGreaterThan(50);

    await page.getByRole('button', { name: /^Backend: WebAssembly/ }).click();
    const backend = page.locator('#backend-popover');
    await expect(backend).toContainText('Opened over plain http');
    await expect(backend).toContainText('not offered over plain http');
    expect(await seriousProblems(page, { part: '#backend-popover' })).toEqual([]);
    await page.keyboard.press('Escape');

    await button(page, 'Copy link').click();
    const dialog = page.getByRole('dialog', { name: 'Copy the link' });
    const field = dialog.getByRole('textbox');
    await expect(field).toBeFocused();
    await expect(field).toHaveValue(page.url());
    expect(page.url()).toContain(`${other}?`);
    expect(await seriousProblems(page, { part: 'dialog[open]' })).toEqual([]);
    // All of it is selected already.
    await page.keyboard.press('ControlOrMeta+c');
    await expect(dialog).toBeHidden();
    await expect(page.getByText('Copied.', { exact: true })).toBeVisible();
    const units = page.getByLabel('Units per layer', { exact: true });
    await units.fill('');
    await units.press('ControlOrMeta+v');
    await expect(units).toHaveValue(page.url());
  });

  test('copies results by hand, and keeps them if the dialog is closed', async ({ page }) => {
    await openAt(page, `${other}?rule=bp&seed=0,1&hidden=10&batch-size=100&epochs=1&epoch-share=0.1`);
    await button(page, 'Train').click();
    await finished(page, 1);
    for (const _time of [1, 2]) {
      await button(page, 'Share results').click();
      await page.getByRole('menuitem', { name: 'Copy text' }).click();
      const dialog = page.getByRole('dialog', { name: 'Copy the results' });
      await expect(dialog.getByRole('textbox')).toHaveValue(/^algorithm\tseed[\s\S]*\nBP\tmean\t/);
      await button(page, 'Close').click();
      await expect(dialog).toBeHidden();
      await expect(button(page, 'Share results')).toBeFocused();
    }
    await openMore(page);
    await page.getByLabel('Pipeline stages', { exact: true }).fill('2');
    await expect(
      page.getByText(/browsers give only to cross-origin isolated pages.*or choose 1\.$/),
    ).toBeVisible();
  });

  test('loads a data set from the server and checks its files', async ({ page }) => {
    test.skip(!existsSync('public/data/mnist/train-images-idx3-ubyte.gz'), 'MNIST is not in public/data');
    await openAt(page, `${other}?dataset=mnist&rule=bp,f3-error&hidden=10&epochs=1&epoch-share=0.02`);
    await button(page, 'Train').click();
    await finished(page, 1);
  });
});

test.describe('the teacher’s page', () => {
  test.beforeEach(({ page }) => withoutTraining(page));

  test('shows the address and its QR code, also in the dark', async ({ page }) => {
    await openAt(page, teacher);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const rules = colorScheme === 'dark' ? ['color-contrast'] : undefined;
      await button(page, 'For the class').click();
      const dialog = page.getByRole('dialog', { name: 'For the class' });
      await expect(dialog.getByText(wifi, { exact: true }).first()).toBeVisible();
      await expect(dialog).toContainText('without encryption');
      expect(await decoded(page, dialog.getByRole('img', { name: `QR code of ${wifi}` }))).toBe(wifi);
      expect(await seriousProblems(page, { part: 'dialog[open]', ...(rules && { rules }) })).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(button(page, 'For the class')).toBeFocused();
    }
  });

  test('copies links that others can open', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await openAt(page, `${teacher}?epochs=3`);
    await button(page, 'Copy link').click();
    await expect(button(page, 'Copied')).toBeVisible();
    expect(await copied()).toBe(`${wifi}?epochs=3`);

    await button(page, 'For the class').click();
    await button(page, 'Copy address').click();
    await expect(button(page, 'Copied').last()).toBeVisible();
    expect(await copied()).toBe(wifi);
    await page.getByLabel('If it does not open there, show another address:').selectOption(cable);
    await expect(page.getByRole('img', { name: `QR code of ${cable}` })).toBeVisible();
    await page.keyboard.press('Escape');
    await button(page, 'Copy link').click();
    await expect.poll(copied).toBe(`${cable}?epochs=3`);
  });

  test('says what to do without a network, and finds one that is joined later', async ({ page }) => {
    addresses = [];
    await openAt(page, teacher);
    await button(page, 'For the class').click();
    const dialog = page.getByRole('dialog', { name: 'For the class' });
    await expect(dialog).toContainText('is in no network');
    await button(page, 'Look again').click();
    await expect(dialog.getByRole('status')).toHaveText('Still in no network.');
    addresses = [wifi];
    await button(page, 'Look again').click();
    await expect(dialog.getByRole('img', { name: `QR code of ${wifi}` })).toBeVisible();
    await expect(dialog.getByLabel('If it does not open there')).toBeHidden();
  });

  test('fits a small screen and a phone', async ({ page }) => {
    await openAt(page, teacher);
    for (const [width, height] of [
      [1280, 720],
      [390, 844],
      [320, 640],
    ] as const) {
      await resize(page, { width, height });
      if (width < 760) await button(page, 'Help and keys').click();
      await button(page, 'For the class').click();
      const dialog = page.getByRole('dialog', { name: 'For the class' });
      await expect(dialog.getByRole('img')).toBeVisible();
      const cut = await dialog.evaluate(
        (box) =>
          [box, ...box.querySelectorAll('*')].filter(
            (one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display === 'block',
          ).length,
      );
      expect(cut, `${width} px`).toBe(0);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(beyond, `${width} px`).toBeLessThanOrEqual(0);
      await page.keyboard.press('Escape');
      if (width < 760) await page.keyboard.press('Escape');
      await expect(page.locator('dialog[open]')).toHaveCount(0);
    }
  });
});

test('a server that is not for a class has no such tool', async ({ page }) => {
  await withoutTraining(page);
  await openAt(page, '/');
  await expect(button(page, 'Help and keys')).toBeVisible();
  await expect(button(page, 'For the class')).toHaveCount(0);
});
