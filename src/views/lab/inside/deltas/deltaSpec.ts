/** Chart-kit specification of the deltas by layer. */
import { threeDigits } from '../../../../core/format';
import type { Axis } from '../../../../figures/axes/scale';
import { layerAxis } from '../../../../figures/axes/xAxis';
import { columnsFrom, type Track, type XY } from '../../../../figures/lines/line';
import type { LineSpec } from '../../../../figures/lines/spec';
import { DELTAS, type DeltaLine } from './deltas';

/** Lines have gaps at zeros and at layers without a measurement. */
const parted = (before: XY, after: XY): boolean =>
  before.y === 0 || after.y === 0 || before.x !== after.x - 1;

const trackOf = ({ key, name, points }: Pick<DeltaLine, 'name' | 'points'> & { key: string }): Track => ({
  ...{ key, name, points: columnsFrom(points), parted },
});

interface Shown {
  readonly lines: readonly DeltaLine[];
  readonly axis: Axis;
  /** Hidden layers. */
  readonly hidden: number;
  /** The shown epoch. */
  readonly epoch: number;
}

export const deltaSpec = ({ lines, axis, hidden, epoch }: Shown): LineSpec => ({
  title: DELTAS,
  x: layerAxis(hidden),
  y: axis,
  lines: lines.map((line) => ({
    ...trackOf(line),
    rule: line.key,
    ...(line.mean === undefined ? {} : { mean: line.mean }),
    // An older measurement is not grouped with the others, even if it overlaps them.
    ...(line.epoch < epoch ? { apart: `epoch ${line.epoch}` } : {}),
    seeds: line.seeds.map((one) => ({ ...trackOf(one), seed: one.seed })),
  })),
  valueText: threeDigits,
  endText: threeDigits,
  marks: 'all',
  whole: true,
  labelRoom: 112,
  narrow: true,
});
