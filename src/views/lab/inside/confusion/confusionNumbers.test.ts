import { describe, expect, it } from 'vitest';
import { answerText, confusionLayout, confusionOf } from './confusionModel';
import { captioned, classNumbers } from './confusionNumbers';

const fruits = Array.from({ length: 24 }, (_, i) => `fruit ${'abcdefghijklmnopqrstuvwxyz'[i]}`);
const nameIn = (names: readonly string[]) => (label: number) => names[label] ?? '?';

describe('numbers for classes', () => {
  it('replace names only if there are too many classes', () => {
    expect(classNumbers(20, nameIn(fruits))).toBeUndefined();
    const numbers = classNumbers(24, nameIn(fruits));
    expect(numbers).toMatchObject({ keyed: true });
    expect(numbers?.caption(23)).toBe('23');
    expect(numbers?.name(3)).toBe('fruit d (3)');
  });

  it('appear with the names in the text below', () => {
    const counts = new Uint32Array(24 * 24);
    counts[3 * 24 + 9] = 2;
    const said = answerText(
      confusionOf(counts),
      { row: 3, column: 9 },
      classNumbers(24, nameIn(fruits))!.name,
    );
    expect(said).toMatch(/^fruit d \(3\) predicted as fruit j \(9\): 2 of 2/);
  });

  it('are the names themselves if those are numbers, without a key', () => {
    const years = Array.from({ length: 30 }, (_, i) => String(1990 + i));
    const numbers = classNumbers(30, nameIn(years));
    expect([numbers?.keyed, numbers?.caption(7), numbers?.name(7)]).toEqual([false, '1997', '1997']);
    expect(classNumbers(30, nameIn(years.map((year, i) => (i === 4 ? 'unknown' : year))))?.keyed).toBe(true);
  });

  it.each([21, 24, 26, 47, 62, 100, 256, 1000])(
    'of %i classes never touch, and start with the first',
    (classes) => {
      for (const width of [294, 358, 420]) {
        const numbers = classNumbers(classes, (label) => `class ${label}x`)!;
        const { side } = confusionLayout(classes, width, { names: numbers.width, ends: 48, largest: 9 });
        expect(numbers.width + side * classes).toBeLessThanOrEqual(width + 1e-9);
        const shown = captioned(classes, side, numbers.width);
        expect(shown[0]).toBe(0);
        const steps = shown.slice(1).map((label, i) => (label - (shown[i] as number)) * side);
        for (const step of steps) expect(step).toBeGreaterThanOrEqual(numbers.width);
        expect(shown.length).toBeGreaterThanOrEqual(Math.min(classes, 4));
      }
    },
  );
});
