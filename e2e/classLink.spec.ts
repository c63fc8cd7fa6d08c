import { expect, type Page, test } from '@playwright/test';
import { button, finished, seriousProblems, withoutTraining } from './page';

const settings = (page: Page) => page.getByRole('complementary', { name: 'Settings' });

test('a link for a class hides controls and trains by itself; all come back', async ({ page }) => {
  await page.goto(
    '/?rule=bp&hidden=20&batch-size=100&epochs=2&hide=settings,seed,inside,explain,link&autostart=1',
  );
  await finished(page, 2);
  await expect(settings(page)).toHaveCount(0);
  for (const name of ['New seed', 'Inside', 'Explain', 'Copy link', 'Link for a class'])
    await expect(button(page, name)).toHaveCount(0);
  await page.keyboard.press('n');
  await expect(page).toHaveURL(/hide=settings,seed,inside,explain,link&autostart=1$/);
  await expect(page.getByText(/^finished in/)).toBeVisible();
  expect(await seriousProblems(page)).toEqual([]);
  await button(page, 'Show all controls').click();
  await expect(settings(page)).toBeVisible();
  await expect(button(page, 'New seed')).toBeVisible();
  await expect(page).toHaveURL(/\?[^?]*hidden=20[^?]*$/);
  expect(page.url()).not.toMatch(/hide=|autostart/);
});

test('the address keeps what it hides while settings change, and names what cannot be hidden', async ({
  page,
}) => {
  await withoutTraining(page, { data: false });
  await page.goto('/?hide=seed,charts');
  await expect(page.getByText('hide: “charts” cannot be hidden.')).toBeVisible();
  await expect(button(page, 'New seed')).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Epochs' }).fill('7');
  await expect(page).toHaveURL(/\?epochs=7&hide=seed$/);
});

test('a link for a class is made in a dialog that shows it', async ({ page }) => {
  await page.goto('/?rule=bp&epochs=2');
  await button(page, 'Link for a class').click();
  const dialog = page.getByRole('dialog', { name: 'Link for a class' });
  await dialog.getByRole('checkbox', { name: 'Inside' }).check();
  await dialog.getByRole('checkbox', { name: 'Train as soon as it is opened' }).check();
  const link = dialog.getByText(/^http/);
  await expect(link).toHaveText(
    /\?epochs=2&rule=bp&hide=settings,inside&autostart=1$|\?rule=bp&epochs=2&hide=settings,inside&autostart=1$/,
  );
  await expect(dialog.getByRole('img', { name: `QR code of ${await link.innerText()}` })).toBeVisible();
  expect(await seriousProblems(page, { part: 'dialog[open]' })).toEqual([]);
  await page.goto(await link.innerText());
  await finished(page, 2);
  await expect(settings(page)).toHaveCount(0);
});
