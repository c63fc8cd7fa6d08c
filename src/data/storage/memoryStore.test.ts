import { expect, it } from 'vitest';
import { createMemoryStore } from './memoryStore';

it('holds the newest version of each file, by folder, until released', async () => {
  const memory = createMemoryStore();
  const file = (folder: string, name: string, text: string) => ({ folder, name, blob: new Blob([text]) });
  await memory.hold(file('mnist', 'a', '1'));
  await memory.hold(file('mnist', 'b', '2'));
  await memory.hold(file('adult', 'a', '3'));
  await memory.hold(file('mnist', 'a', '4'));
  const texts = async (folder: string) =>
    Promise.all((await memory.held(folder)).map(async ({ name, blob }) => name + (await blob.text())));
  expect(await texts('mnist')).toEqual(['b2', 'a4']);
  await memory.release('mnist');
  expect(await texts('mnist')).toEqual([]);
  expect(await texts('adult')).toEqual(['a3']);
});
