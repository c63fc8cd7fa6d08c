import { expect, it } from 'vitest';
import { Formula } from '../../formula/Formula';
import { lessons } from '../lessons';
import { blocksOf, lengthOf, split } from './split';

const words = (letters: number) => <p>{'x'.repeat(letters)}</p>;

it('counts letters in all depths, and a formula as one', () => {
  expect(
    lengthOf(
      <p>
        ab<b>cd</b> {12}
      </p>,
    ),
  ).toBe(7);
  expect(lengthOf(<Formula tex="\delta" plain="δh" />)).toBe(2);
  expect(lengthOf(<Formula display tex="x" plain="x" />)).toBe(150);
  expect(lengthOf(null)).toBe(0);
});

it('fills slides in order; what is too long stands alone', () => {
  const text = (
    <>
      {words(55)}
      {words(100)}
      {words(200)}
      {words(500)}
      {words(10)}
    </>
  );
  const slides = split(text, 300);
  expect(slides.map((blocks) => blocks.map((one) => lengthOf(one)))).toEqual([[55, 100], [200], [500], [10]]);
});

it.each(lessons.map(({ id, words: { why } }) => [id, why] as const))(
  '%s: no paragraph is lost',
  (_id, why) => {
    expect(split(why, 480).flat()).toEqual(blocksOf(why));
    expect(blocksOf(why).length).toBeGreaterThan(1);
  },
);
