import { expect, it } from 'vitest';
import { createVisit } from './visit';

it('holds the newest of each file, folder by folder, until it is released', async () => {
  const visit = createVisit();
  const file = (folder: string, name: string, text: string) => ({ folder, name, blob: new Blob([text]) });
  await visit.hold(file('mnist', 'a', '1'));
  await visit.hold(file('mnist', 'b', '2'));
  await visit.hold(file('adult', 'a', '3'));
  await visit.hold(file('mnist', 'a', '4'));
  const texts = async (folder: string) =>
    Promise.all((await visit.held(folder)).map(async ({ name, blob }) => name + (await blob.text())));
  expect(await texts('mnist')).toEqual(['b2', 'a4']);
  await visit.release('mnist');
  expect(await texts('mnist')).toEqual([]);
  expect(await texts('adult')).toEqual(['a3']);
});
