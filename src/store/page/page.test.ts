import { expect, it } from 'vitest';
import { pageOf } from './page';

it.each([
  ['', 'lab'],
  ['#', 'lab'],
  ['#charts', 'lab'],
  ['#lab', 'lab'],
  ['#database', 'lab'],
  ['#data', 'data'],
  ['#data-sets', 'data'],
])('the mark %j is on the page %s', (hash, page) => {
  expect(pageOf(hash)).toBe(page);
});
