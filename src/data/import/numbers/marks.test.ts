import { describe, expect, it } from 'vitest';
import { listedIn, listText } from './marks';

describe('marks for missing values', () => {
  it.each([
    ['', []],
    [' -200 ,inf,', ['-200', 'inf']],
    ['not available, n.d., -200, -200', ['not available', 'n.d.', '-200']],
    ['"1,5", " ", "say ""no"""', ['1,5', ' ', 'say "no"']],
    ['5" pipe', ['5" pipe']],
  ])('%j', (text, marks) => {
    expect(listedIn(text)).toEqual(marks);
  });

  it.each(['"1,5', '-200, "', '"a" b'])('%j is refused', (text) => {
    expect(listedIn(text)).toBeUndefined();
  });

  it('are written so that they are read back the same', () => {
    const marks = ['-200', '1,5', ' ', 'say "no"', 'n.d.', '"'];
    expect(listedIn(listText(marks))).toEqual(marks);
  });
});
