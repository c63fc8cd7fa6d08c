import { beforeEach, expect, it } from 'vitest';
import { epochAxis } from '../../../figures/axes/xAxis';
import { rowsOf } from '../../../figures/lines/rows';
import { createLab } from '../../../store/lab';
import type { Decimal } from '../../../store/page/preferences';
import { refs } from '../../../store/testSupport';
import { tabbed } from '../../charts/table/rows';
import { trainingLoss } from './losses';
import { ruleLines } from './ruleLines';

const lab = createLab();
const { rules: ruleRecord } = lab.byRule;
const { add: addEvent, reset: resetSeries } = lab.series;

const allPoints = (decimal: Decimal): string => {
  const lines = ruleLines(ruleRecord(), trainingLoss.pick);
  return tabbed(rowsOf({ lines, x: epochAxis(2, 7), kinds: trainingLoss.kinds }), decimal);
};

/** Losses of a run: whole, fractional, tiny, huge; and one that diverged. */
const losses = [1, 0.1 + 0.2, 1 / 3, 5e-324, 1.5e-7, 1.7976931348623157e308, 123_456.789, Number.NaN];

beforeEach(() => {
  resetSeries(refs('bp', 'f3-error'));
  for (const rule of ['bp', 'f3-error'] as const) {
    addEvent({ type: 'started', run: `${rule}-0`, step: 0, stepsPerEpoch: 7, parameters: 1 });
    losses.forEach((trainingLoss, i) => {
      addEvent({ type: 'loss', run: `${rule}-0`, step: i + 1, trainingLoss });
    });
  }
});

const cells = (text: string): string[][] => text.split('\n').map((line) => line.split('\t'));

it.each(['point', 'comma'] as const)(
  'copied points with a decimal %s parse to the same doubles',
  (decimal) => {
    const [head, ...rows] = cells(allPoints(decimal));
    expect(head).toEqual(['algorithm', 'epoch', 'value', 'kind']);
    expect(rows).toHaveLength(2 * losses.length);
    const numbers = rows.map((row) =>
      row.slice(1, 3).map((cell) => Number(decimal === 'comma' ? cell.replace(',', '.') : cell)),
    );
    const record = [...ruleRecord().values()].flatMap(({ curves: { trainingLoss } }) =>
      [trainingLoss.points, trainingLoss.between].flatMap(({ x, y, length }) =>
        Array.from({ length }, (_, i) => [x[i], y[i]]),
      ),
    );
    expect(numbers).toEqual(record);
  },
);

it('decimal commas are used in numbers only, and replace all decimal points', () => {
  const point = cells(allPoints('point'));
  const comma = cells(allPoints('comma'));
  expect(comma.map(([name, , , kind]) => [name, kind])).toEqual(
    point.map(([name, , , kind]) => [name, kind]),
  );
  expect(comma.flatMap((row) => row.slice(1, 3)).join(' ')).not.toContain('.');
  expect(point.flatMap((row) => row.slice(1, 3)).join(' ')).not.toContain(',');
  expect(comma.flat()).toContain('0,30000000000000004');
});
