import { afterEach, expect, it, vi } from 'vitest';
import { copyText, endCopying, useCopying } from './copying';

const { getState } = useCopying;

afterEach(() => {
  endCopying();
  vi.unstubAllGlobals();
});

it('copies to the clipboard', async () => {
  const writeText = vi.fn(async () => undefined);
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  expect(await copyText('the link', 'http://10.0.0.7/')).toBe(true);
  expect(writeText).toHaveBeenCalledWith('http://10.0.0.7/');
  expect(getState().byHand).toBeUndefined();
});

it.each([
  ['no clipboard, as over plain http', {}],
  ['a clipboard that refuses', { clipboard: { writeText: () => Promise.reject(new Error('denied')) } }],
])('shows the text to be copied by hand with %s', async (_how, navigator) => {
  vi.stubGlobal('navigator', navigator);
  expect(await copyText('the link', 'http://10.0.0.7/')).toBe(false);
  expect(getState().byHand).toEqual({ what: 'the link', text: 'http://10.0.0.7/' });
  endCopying();
  expect(getState().byHand).toBeUndefined();
});
