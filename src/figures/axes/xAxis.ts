/** Horizontal axes: training progress (epochs, steps, samples, seconds) or layers. */
import { count, epochPlace, threeDigits } from '../../core/format';
import { LANE } from './scale';
import { integerTicks, logTicks, roundMark, type Tick, valueTicks } from './ticks';

export interface XAxis {
  /** Name at the end of the axis: "epoch". */
  readonly name: string;
  /** Column header in tables: "Epoch". */
  readonly column: string;
  /** Where the reader reads values: "at an epoch". */
  readonly place: string;
  readonly from: number;
  readonly to: number;
  /** Length of an epoch, or of a layer, on the axis; 0 if epochs differ in length. */
  readonly unit: number;
  /** Ticks that fit into so many pixels. */
  readonly ticksIn: (pixels: number) => readonly Tick[];
  /** Text of a position: "Epoch 2.5". */
  readonly text: (x: number) => string;
  /** Row header of a position in tables: "2.5". */
  readonly cell: (x: number) => string;
  /** The number at a place, where it is not the place itself: on a logarithmic axis. */
  readonly value?: (x: number) => number;
}

const span = (from: number, to: number) => ({
  from,
  to,
  ticksIn: (pixels: number) => integerTicks(from, to, pixels),
});

/** @param steps per epoch: positions one step apart have different texts */
export function epochAxis(epochs: number, steps: number): XAxis {
  const cell = (x: number) => epochPlace(x, steps);
  return {
    name: 'epoch',
    column: 'Epoch',
    place: 'at an epoch',
    ...span(0, epochs),
    unit: 1,
    cell,
    text: (x) => `Epoch ${cell(x)}`,
  };
}

const counted = (x: number): string => count(Math.round(x));

/** @param steps in all */
export const stepAxis = (steps: number): Omit<XAxis, 'unit'> => ({
  name: 'steps',
  column: 'Step',
  place: 'at a step',
  ...span(0, steps),
  cell: counted,
  text: (x) => `Step ${counted(x)}`,
});

/** @param samples in all */
export const sampleAxis = (samples: number): Omit<XAxis, 'unit'> => ({
  name: 'samples',
  column: 'Samples',
  place: 'at a number of samples',
  ...span(0, samples),
  cell: counted,
  text: (x) => `${counted(x)} samples`,
});

/** @param seconds of the slowest run so far; the axis ends at the next round number */
export function timeAxis(seconds: number): XAxis {
  const to = seconds > 0 ? roundMark(seconds, 'up') : 1;
  return {
    name: 'seconds',
    column: 'Seconds',
    place: 'at a time',
    from: 0,
    to,
    unit: 0,
    ticksIn: (pixels) => valueTicks(0, to, pixels),
    cell: threeDigits,
    text: (x) => `${threeDigits(x)} s`,
  };
}

/** Most labels along a logarithmic axis, and pixels for each. */
const MOST_MARKS = 8;
const PER_MARK = 52;

/**
 * A logarithmic axis of steps or samples. 0, which has no logarithm, has a place of its own left of the first batch.
 * @param from the axis it is made of, which begins at 0 and ends at its `to`
 * @param first the smallest number above 0: one step, or a batch's samples
 */
export function logAxisOf(
  from: XAxis,
  first: number,
): XAxis & { readonly placeOf: (value: number) => number } {
  const least = Math.log10(Math.min(first, from.to));
  const to = Math.max(Math.log10(from.to), least + 1e-3);
  const zero = least - LANE * Math.max(1, to - least);
  const value = (x: number) => (x < least - 1e-9 ? 0 : Math.round(10 ** x));
  return {
    ...from,
    name: `${from.name}, log`,
    from: zero,
    to,
    unit: 0,
    placeOf: (own) => (own > 0 ? Math.max(least, Math.log10(own)) : zero),
    value,
    cell: (x) => from.cell(value(x)),
    text: (x) => from.text(value(x)),
    ticksIn: (pixels) => {
      const most = Math.max(2, Math.min(MOST_MARKS, Math.floor(pixels / PER_MARK)));
      const marks = logTicks(10 ** least, 10 ** to, most, 'units');
      return [{ at: zero, label: '0' }, ...marks.map(({ at, label }) => ({ at: Math.log10(at), label }))];
    },
  };
}

/** @param hidden number of hidden layers, at least 1 */
export const layerAxis = (hidden: number): XAxis => ({
  name: 'hidden layer',
  column: 'Hidden layer',
  place: 'at a layer',
  from: 1,
  unit: 1,
  // A single layer is drawn at the left end.
  to: Math.max(2, hidden),
  ticksIn: (pixels) => integerTicks(1, hidden, pixels),
  cell: String,
  text: (x) => `Hidden layer ${x}`,
});
