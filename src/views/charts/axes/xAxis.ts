/** What stands along the horizontal axis of a chart: how far training is, or a layer. */
import { count, epochPlace, threeDigits } from '../../../core/format';
import { roundMark, type Tick, valueTicks, wholeTicks } from './ticks';

export interface XAxis {
  /** Its name at the end of the axis: "epoch". */
  readonly name: string;
  /** The head of its column in a table: "Epoch". */
  readonly column: string;
  /** Where the reader reads: "at an epoch". */
  readonly place: string;
  readonly from: number;
  readonly to: number;
  /** An epoch along it, or a layer; 0 where epochs differ. */
  readonly unit: number;
  /** Marks that have room in so many pixels. */
  readonly ticksIn: (pixels: number) => readonly Tick[];
  /** A place in words: "Epoch 2.5". */
  readonly text: (x: number) => string;
  /** The same as a table's row is headed: "2.5". */
  readonly cell: (x: number) => string;
}

const whole = (from: number, to: number, unit: number) => ({
  from,
  to,
  unit,
  ticksIn: (pixels: number) => wholeTicks(from, to, pixels),
});

/** @param steps of an epoch: two places a step apart read differently */
export function epochAxis(epochs: number, steps: number): XAxis {
  const cell = (x: number) => epochPlace(x, steps);
  return {
    name: 'epoch',
    column: 'Epoch',
    place: 'at an epoch',
    ...whole(0, epochs, 1),
    cell,
    text: (x) => `Epoch ${cell(x)}`,
  };
}

const counted = (x: number): string => count(Math.round(x));

/** @param steps of an epoch */
export const stepAxis = (epochs: number, steps: number): XAxis => ({
  name: 'steps',
  column: 'Step',
  place: 'at a step',
  ...whole(0, epochs * steps, steps),
  cell: counted,
  text: (x) => `Step ${counted(x)}`,
});

/** @param samples of an epoch */
export const sampleAxis = (epochs: number, samples: number): XAxis => ({
  name: 'samples',
  column: 'Samples',
  place: 'at a number of samples',
  ...whole(0, epochs * samples, samples),
  cell: counted,
  text: (x) => `${counted(x)} samples`,
});

/** @param seconds of the slowest run so far; the axis ends on the next round number */
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

/** @param hidden layers, from 1 */
export const layerAxis = (hidden: number): XAxis => ({
  name: 'hidden layer',
  column: 'Hidden layer',
  place: 'at a layer',
  from: 1,
  unit: 1,
  // A single layer stands at the left end.
  to: Math.max(2, hidden),
  ticksIn: (pixels) => wholeTicks(1, hidden, pixels),
  cell: String,
  text: (x) => `Hidden layer ${x}`,
});
