import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { openFiles } from '../src/cli/train/ownData';
import { button, withoutTraining } from './page';

/** 60 rows; the class is told by `x` where `sign` is 1, and by nothing where it is 0. */
function table(sign: number): string {
  const rows = Array.from({ length: 60 }, (_, i) => `${sign * (i % 2)},${(i * 7) % 10},${i % 2 ? 'b' : 'a'}`);
  return `x,y,kind\n${rows.join('\n')}\n`;
}

async function importAs(page: Page, name: string, content: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name,
      mimeType: 'text/csv',
      buffer: Buffer.from(content),
    });
  await button(page, 'Import').click();
}

/** What `lab train --dataset FILE` calls it. */
async function idOnCommandLine(name: string, content: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'f3-tabs-'));
  const path = join(folder, name);
  writeFileSync(path, content);
  const { info } = await openFiles({ dataset: path });
  rmSync(folder, { recursive: true });
  return info.id;
}

const status = (page: Page, text: string | RegExp) => page.getByRole('status').getByText(text);

/** Of the set that was just imported, as the Lab names it. */
async function used(page: Page): Promise<string> {
  await page.getByRole('status').getByRole('button', { name: 'Use in Lab' }).click();
  await expect(page.getByLabel('Data set')).toHaveValue(/^own-iris-[0-9a-f]{12}$/);
  return page.getByLabel('Data set').inputValue();
}

test('two tabs that import files of the same name keep both, and links stay valid', async ({ context }) => {
  const first = await context.newPage();
  const second = await context.newPage();
  await withoutTraining(second);
  for (const page of [first, second]) {
    await page.goto('/?rule=bp&hidden=4&epochs=1#data');
    await expect(page.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
  }
  // Both previews are open before either is imported.
  await importAs(first, 'iris.csv', table(1));
  await importAs(second, 'iris.csv', table(0));
  const [a, b] = [await used(first), await used(second)];
  expect(a).not.toBe(b);
  expect(a).toBe(await idOnCommandLine('iris.csv', table(1)));

  // The first tab lists the second's set.
  await expect(first.getByLabel('Data set').locator(`option[value="${b}"]`)).toHaveCount(1);

  // The same content again, under another name: it leads to what is there.
  await second.goto('/#data');
  await importAs(second, 'copy.csv', table(1));
  await expect(status(second, '“iris” already has the same content.')).toBeVisible();
  expect(await used(second)).toBe(a);

  // The link of the first tab still means the first table, as does one that names the same content otherwise.
  await second.goto(`/?dataset=${a.replace('iris', 'mine')}`);
  await expect(second.getByLabel('Data set')).toHaveValue(a);
  // A link to an unknown set reports that.
  await second.goto('/?dataset=own-iris-000000000000');
  await expect(
    second.getByText(/has the same name but other content: the checksum 000000000000/),
  ).toBeVisible();
  await expect(second.getByLabel('Data set')).toHaveValue('digits');

  // Removed in one tab while it is used in the other, which goes on with it.
  await second.goto('/#data');
  await button(second, 'Remove iris').first().click();
  await expect(status(second, '“iris” was removed.')).toBeVisible();
  await button(first, 'Train').click();
  await expect(first.getByText(/^finished in/)).toBeVisible();
});
