import { expect, it } from 'vitest';
import { examine } from '../../../data/import';
import { fileOf } from '../../../data/import/testSupport';
import { byColumn, strayWords } from './questions';

const column = async (texts: number): Promise<string> => {
  const lines = Array.from({ length: 400 }, (_, i) => `${i < texts ? `t${i}` : i},${i % 7},${'ab'[i % 2]}`);
  const { profile } = await examine([fileOf('q.csv', `a,b,class\n${lines.join('\n')}\n`)]);
  const [first] = byColumn(profile.strayTexts ?? []);
  return strayWords(first?.[1] ?? []);
};

it.each([
  [1, '“t0” (row 2) is not a number.'],
  [4, '“t0” (row 2), “t1” (row 3), “t2” (row 4) and “t3” (row 5) are not numbers.'],
  [20, /“t3” \(row 5\) and 16 more texts are not numbers\.$/],
  [21, /“t3” \(row 5\) and 17 more texts are not numbers\.$/],
  [99, /“t3” \(row 5\) and 95 more texts are not numbers\.$/],
])('%d texts in a numeric column are all counted', async (texts, words) => {
  expect(await column(texts)).toMatch(words);
});
