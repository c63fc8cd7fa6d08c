import { expect, it } from 'vitest';
import { createStream } from '../../core/random/rng';
import { type RuleId, ruleIds, rules } from '../../core/rules';
import { makePlot, plotHeight } from '../axes/plot';
import { accuracyAxis } from '../axes/scale';
import { epochAxis } from '../axes/xAxis';
import { drawLines } from '../lines/draw';
import { columnsFrom, type Line } from '../lines/line';
import { groupEnds } from './endGroups';
import { nameRoom, placeNames } from './labels';
import { drawnIn, endsOf, tracesIn } from './lineEnds';
import { overlap } from './place';

const EPOCHS = 5;
const random = createStream(11, 'weights', 0);
const draw = (most: number): number => Math.floor(random.uniform(0, most));

/** Random line ends: many on another line, some beyond the axis, some stopped early. */
function someLines(): Line[] {
  const shapes = Array.from({ length: 3 }, () =>
    Array.from({ length: EPOCHS }, () => random.uniform(0.75, 1.05)),
  );
  return ruleIds.slice(0, 1 + draw(ruleIds.length)).map((rule: RuleId): Line => {
    const stopped = draw(6) === 0;
    const ys =
      draw(2) === 0
        ? (shapes[draw(3)] as number[])
        : Array.from({ length: EPOCHS }, () => random.uniform(0, 1));
    const points = columnsFrom(ys.slice(0, stopped ? 1 + draw(4) : EPOCHS).map((y, i) => ({ x: i + 1, y })));
    const at = stopped ? { stopped, stoppedAt: points.length } : {};
    return { key: rule, rule, name: rules[rule].name, points, ...at };
  });
}

it('names at the line ends never overlap and stay inside the figure, wherever the lines end', () => {
  const y = accuracyAxis([0.8, 1]);
  for (let round = 0; round < 300; round += 1) {
    const size = { width: 420 + draw(400), height: 180 + draw(200) };
    const plot = makePlot({ ...size, labels: 176, narrow: false, x: epochAxis(EPOCHS, 10), y });
    const lines = drawLines(someLines(), { axis: y, width: size.width, span: EPOCHS });
    const ends = endsOf(plot, lines, (value) => `${(100 * value).toFixed(1)}, mean of 5`);
    const named = groupEnds(ends, tracesIn(plot, lines), nameRoom(plot));
    const places = placeNames(plot, named, drawnIn(plot, lines));
    const inner = places.map((place) => ({ ...place, y: place.y + 0.01, height: place.height - 0.02 }));
    inner.forEach((place, i) => {
      const others = inner.slice(i + 1).filter((other) => overlap(place, other));
      expect(others, `round ${round}`).toEqual([]);
      expect(place.x, `round ${round}`).toBeGreaterThanOrEqual(0);
      expect(place.x + place.width, `round ${round}`).toBeLessThanOrEqual(plot.width);
      expect(place.y + place.height / 2).toBeGreaterThanOrEqual(plot.top - 0.1);
      expect(place.y + place.height / 2).toBeLessThanOrEqual(plot.top + plotHeight(plot) + 0.1);
    });
    // Each rule is named once.
    const names = named.flatMap(({ parts, name }) => parts?.map((part) => part.name) ?? [name]);
    expect([...names].sort()).toEqual(ends.map(({ name }) => name).sort());
  }
});
