/** Interruptions of a run by users, workers and servers: no results are lost. */
import { expect, type Page, test, type Worker } from '@playwright/test';
import { button, dataOf, finished, hang, open, resultOf, smallRun } from './page';

const toast = (page: Page) => page.getByRole('status').filter({ hasText: 'Undo' });
const note = (page: Page, name: string) => page.getByRole('region', { name });
const long = '?rule=bp,dfa&hidden=10&epochs=900&backend=wasm';

/** Closes a worker silently, as browsers do when memory is short. */
const close = (worker: Worker): Promise<unknown> =>
  worker.evaluate(() => (self as unknown as { close: () => void }).close()).catch(() => undefined);
/** Blocks a worker forever, and waits until it no longer answers. */
async function hung(worker: Worker): Promise<void> {
  hang(worker);
  const answers = (): Promise<boolean> =>
    Promise.race([
      // The page may have ended it, which is no answer either.
      worker.evaluate('true').then(
        () => true,
        () => false,
      ),
      new Promise<boolean>((resolve) => setTimeout(resolve, 1000, false)),
    ]);
  await expect.poll(answers).toBe(false);
}

test('R, N, Train after the end, and Stop can be undone by button and key, including networks', async ({
  page,
}) => {
  await open(page, `${smallRun}&rule=bp,dfa`);
  await button(page, 'Train').click();
  await finished(page, 2);
  const curves = await dataOf(page, 'Training loss');
  await page.keyboard.press('r');
  await expect(resultOf(page, 'BP')).toContainText('–');
  await expect(toast(page)).toHaveCSS('bottom', /\d+px/);
  await page.keyboard.press('Control+z');
  await finished(page, 2);
  expect(await dataOf(page, 'Training loss')).toEqual(curves);
  await page.keyboard.press('n');
  await expect(page.getByLabel('Seed')).not.toHaveValue('0');
  await button(page, 'Undo').click();
  await expect(page.getByLabel('Seed')).toHaveValue('0');
  await finished(page, 2);
  // Its networks are there to be looked into.
  await expect(page.getByRole('img', { name: /^Network, / })).toBeVisible();
  await button(page, 'Train').click();
  await expect(page.getByText('The last run was cleared.')).toBeVisible();
  await page.getByLabel('Seed').focus();
  await page.keyboard.press('Control+z');
  await page.getByLabel('Seed').blur();
  await page.keyboard.press('Control+z');
  await finished(page, 2);
  expect(await dataOf(page, 'Training loss')).toEqual(curves);
});

test('Undo resumes a stopped run; leaving the page asks for confirmation only then', async ({ page }) => {
  const asked: string[] = [];
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  await open(page, long);
  await page.getByLabel('Seed').click();
  await page.reload();
  expect(asked).toEqual([]);
  await button(page, 'Train').click();
  await expect(page.getByText(/^Epoch ([2-9]|\d\d+) of 900$/)).toBeVisible();
  await button(page, 'Stop').click();
  await button(page, 'Undo').click();
  await expect(button(page, 'Pause')).toBeVisible();
  await button(page, 'Stop').click();
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
});

test('a worker closed during training: its rule shows an error, the others continue, and it can restart', async ({
  page,
}) => {
  await open(page, long);
  await expect.poll(() => page.workers().length).toBe(2);
  await button(page, 'Train').click();
  await expect(page.getByText(/^Epoch ([2-9]|\d\d+) of 900$/)).toBeVisible();
  await close(page.workers()[0]!);
  const told = page.getByRole('region', { name: / stopped$/ });
  await expect(told).toContainText(/The browser closed the worker of (BP|DFA) in epoch \d+\./);
  await expect(told).toContainText(/are kept, and so are the settings and the seed; its network is gone\./);
  await expect(told).toContainText('The others continue.');
  await told.getByRole('button', { name: /^Start (BP|DFA) again$/ }).click();
  await expect(told).toHaveCount(0);
  await expect.poll(() => page.workers().length).toBe(2);
  await expect(button(page, 'Pause')).toBeVisible();
});

test('Train works if spare workers were closed or hang', async ({ page }) => {
  await open(page, `${smallRun}&rule=bp,dfa&backend=wasm`);
  // The first spare is the worker of the backend's test: it must be over.
  await page.getByRole('button', { name: /^Backend: .*ms per step/ }).waitFor();
  await expect.poll(() => page.workers().length).toBe(2);
  const [first, second] = page.workers();
  await close(first!);
  await hung(second!);
  await button(page, 'Train').click();
  await finished(page, 2);
});

test('a hanging worker: the user can wait or stop it, and the others continue', async ({ page }) => {
  await open(page, long);
  await expect.poll(() => page.workers().length).toBe(2);
  await button(page, 'Train').click();
  await expect(page.getByText(/^Epoch ([2-9]|\d\d+) of 900$/)).toBeVisible();
  hang(page.workers()[0]!);
  const silent = page.getByRole('region', { name: / is not responding$/ });
  await expect(silent).toContainText(/^(BP|DFA) has not answered for a while\./, { timeout: 90_000 });
  await expect(silent).toContainText('The others continue.');
  await silent.getByRole('button', { name: /^Stop (BP|DFA)$/ }).click();
  await expect(note(page, 'BP stopped').or(note(page, 'DFA stopped'))).toContainText(
    /was stopped in epoch \d+\.\s*Its worker stopped responding\./,
  );
  await expect(button(page, 'Pause')).toBeVisible();
});

test('server down: a chunk that cannot be loaded shows an error in place, and a retry works once the server is back', async ({
  page,
}) => {
  let gone = false;
  await page.route('**/*', (route) => (gone ? route.abort('connectionrefused') : route.continue()));
  await open(page, `${smallRun}&rule=bp&backend=wasm`);
  await expect.poll(() => page.workers().length).toBe(1);
  gone = true;
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  const told = page.getByRole('alert').filter({ hasText: '“Data” could not be fetched' });
  await expect(told).toContainText('the lab’s server does not answer');
  gone = false;
  await told.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
  // With its styles.
  await expect(page.locator('.card').first()).toHaveCSS('border-top-left-radius', '10px');
  await page.getByRole('link', { name: 'Lab', exact: true }).click();
  // The spare worker trains without a server; the next one cannot be loaded.
  gone = true;
  await button(page, 'Train').click();
  await finished(page, 2);
  await button(page, 'Train').click();
  const stopped = page.getByRole('region', { name: 'BP stopped' });
  await expect(stopped).toContainText('Part of the app could not be loaded. BP stopped.');
  await expect(stopped).toContainText('The settings and the seed are kept.');
  gone = false;
  await stopped.getByRole('button', { name: 'Start BP again' }).click();
  await finished(page, 2);
});

test('a network too large for memory is rejected with a size that fits; a very slow one gets a warning', async ({
  page,
}) => {
  await page.goto('/?hidden=8192x4&backend=wasm');
  await expect(
    page.getByText(/8192x4 needs about [\d.]+\sGB .*WebAssembly can hold 4\.29\sGB\. Choose at most/).first(),
  ).toBeVisible();
  await expect(button(page, 'Train')).toBeDisabled();
  await page.goto('/?hidden=8192x1000&backend=cpu');
  await expect(page.getByText(/8192x1000 needs about .*Choose at most \d+x1000/).first()).toBeVisible();
  await page.goto('/?hidden=2000x3&epochs=9000&backend=wasm');
  await expect(page.getByRole('note').filter({ hasText: 'This takes about' })).toContainText(
    /about [\d,]+ (hours|days|years) here: .* Estimated from the short test/,
  );
  await expect(button(page, 'Train')).toBeEnabled();
});
