import { describe, expect, it } from 'vitest';
import { cardSentence } from './cards/cardSteps';
import { ageOf, filedText, fillText, neverEmpties, startText, visitText } from './drawerText';
import { columnAt, layoutOf } from './matrix/layout';
import { sizesText } from './sizes/sizesText';

describe('the age of a row', () => {
  it('counts epochs since its visit', () => {
    expect([undefined, 0, 3].map((visited) => ageOf(visited, 3))).toEqual([undefined, 3, 0]);
    expect([undefined, 0, 3].map(filedText)).toEqual(['not yet', 'before training', 'epoch 3']);
    expect(visitText(0, 0)).toBe('filed before training');
    expect(visitText(0, 2)).toBe('filed before training, 2 epochs old');
    expect(visitText(3, 3)).toBe('filed in epoch 3, this epoch');
    expect(visitText(3, 4)).toBe('filed in epoch 3, 1 epoch old');
  });
});

describe('what rows hold at the start', () => {
  const at = (atLabel: number, epoch: number) => ({ atLabel, epoch, samples: 1000 });
  it('is the target: the first epoch is DRTP', () => {
    expect(startText(at(1, 0), 'target')).toContain('in its first epoch, F³ is DRTP');
    expect(startText(at(0.25, 1), 'target')).toBe(
      '250 of 1,000 rows still hold their target y*: in its first epoch, F³ is DRTP.',
    );
    expect(startText(at(0, 1), 'target')).toContain('So far, F³ was DRTP.');
    expect(startText(at(0, 2), 'target')).toContain('In its first epoch, F³ was DRTP');
    // A part of the training set in each epoch.
    expect(startText(at(0.25, 2), 'target')).toBe(
      '250 of 1,000 rows still hold their target y*: their samples were not visited yet.',
    );
  });
  it('is an error of a pass before training', () => {
    expect(startText(at(1, 0), 'inference-epoch')).toBe(
      'A forward pass before training files the first errors.',
    );
    expect(startText(at(0, 4), 'inference-epoch')).toBe(
      'A forward pass before training filed the first errors.',
    );
    expect(startText(at(0.5, 1), 'inference-epoch')).toContain(
      '500 of 1,000 rows still hold their target y*',
    );
  });
});

it('says whether the drawer empties or fills', () => {
  const first = { meanSize: 0.5, counts: [] };
  expect(fillText({ meanSize: 1, first: undefined }, false)).toBe('Mean size 1.00.');
  expect(fillText({ meanSize: 0.1, first }, false)).toMatch(
    /20\s%.*0\.500 at the end of epoch 1: the drawer empties/,
  );
  expect(fillText({ meanSize: 0.6, first }, false)).toContain(
    'more than the 0.500 at the end of epoch 1: the drawer fills',
  );
  expect(fillText({ meanSize: 0.49, first }, false)).toBe('Mean size 0.490, 0.500 at the end of epoch 1.');
});

it('knows that F³-Loss cannot empty its drawer with one-hot and cross-entropy', () => {
  const plain = { errorTransform: 'one-hot', loss: 'bce' } as const;
  expect(neverEmpties('f3-loss', plain)).toBe(true);
  expect(neverEmpties('f3-error', plain)).toBe(false);
  expect(neverEmpties('f3-loss', { ...plain, errorTransform: 'raw' })).toBe(false);
  expect(neverEmpties('f3-loss', { ...plain, loss: 'mse' })).toBe(false);
  const text = fillText({ meanSize: 0.1, first: { meanSize: 0.5, counts: [] } }, true);
  expect(text).toMatch(/^Mean size 0\.100, 0\.500 at the end of epoch 1\. It cannot empty: /);
});

it('the histogram in words counts rows in the lower half', () => {
  const histogram = { counts: [6, 2, 1, 1], largest: 2 };
  expect(sizesText({ histogram, first: undefined })).toMatch(
    /^80\s% of the rows are smaller than 1\.00\. The/,
  );
  expect(sizesText({ histogram, first: { meanSize: 1, counts: [1, 1, 4, 4] } })).toMatch(
    /, 20\s% at the end/,
  );
  expect(sizesText({ histogram: { counts: [10], largest: 0 }, first: undefined })).toBe('All rows are 0.');
});

it('a card’s step names what the variant feeds, and DRTP only before the first visit', () => {
  const told = (at: number, errorTransform: 'raw' | 'one-hot' | 'aggregate', first: boolean) =>
    cardSentence(at, { epochOfNext: 2 }, { errorTransform }, first);
  expect(told(0, 'raw', true)).toContain('DRTP');
  expect(told(0, 'raw', false)).not.toContain('DRTP');
  expect(told(1, 'one-hot', false)).toContain('the entry of the right class');
  expect(told(1, 'aggregate', false)).toContain('mean error of the last epoch');
  expect(told(1, 'aggregate', true)).toContain('fed the target');
  expect(told(2, 'raw', false)).toContain('the errors now are filed');
});

describe('columns', () => {
  it.each([
    [560, 10, true],
    [214, 10, true],
    [300, 1, false],
    [214, 100, false],
  ])('%i px with %i outputs, image %s: both halves fit, and each cell is found', (width, columns, image) => {
    const layout = layoutOf(width, columns, 22, image);
    expect(layout.width).toBeLessThanOrEqual(width + 1e-9);
    for (const left of [layout.filed, layout.now])
      for (let c = 0; c < columns; c++)
        expect(columnAt(layout, columns, left + (c + 0.5) * layout.cell)).toBe(c);
    expect(columnAt(layout, columns, layout.now - 1)).toBeUndefined();
    expect(columnAt(layout, columns, -1)).toBeUndefined();
  });
});
