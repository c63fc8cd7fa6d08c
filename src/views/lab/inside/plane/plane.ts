/** Bias and variance of gradients: from measurements to dots in a plane of signal-to-noise ratio and cosine. */
import { coefficient, threeDigits } from '../../../../core/format';
import { type RuleId, rules } from '../../../../core/rules';
import type { MeasuresEvent } from '../../../../core/run/events';
import { cosineAxis } from '../../../../figures/angles/cosineAxis';
import type { Plot } from '../../../../figures/axes/plot';
import { makePlot, xAt, yAt } from '../../../../figures/axes/plot';
import { textWidth } from '../../../../figures/axes/textWidth';
import { logTicks } from '../../../../figures/axes/ticks';
import type { XAxis } from '../../../../figures/axes/xAxis';
import type { Rows } from '../../../../figures/lines/rows';
import type { RuleRecord } from '../../../../store/run/byRule';

export interface PlanePoint {
  readonly epoch: number;
  /** Signal-to-noise ratio, above 0. */
  readonly snr: number;
  readonly cosine: number;
}

/** One layer of one algorithm over the epochs, the last one first drawn as a dot. */
export interface Trail {
  readonly key: string;
  readonly rule: RuleId;
  /** From 1; the last is the output. */
  readonly layer: number;
  /** "layer 2", "output" */
  readonly layerName: string;
  /** At least one. */
  readonly points: readonly [PlanePoint, ...PlanePoint[]];
}

export const lastOf = ({ points }: Trail): PlanePoint => points.at(-1) ?? points[0];

function pointsOf(events: readonly MeasuresEvent[], layer: number): PlanePoint[] {
  return events.flatMap(({ epoch, values }) => {
    const [snr, cosine] = (['snr', 'cosine'] as const).map(
      (series) => values['gradient-noise']?.[series]?.[layer - 1] ?? Number.NaN,
    ) as [number, number];
    return snr > 0 && Number.isFinite(cosine) ? [{ epoch, snr, cosine }] : [];
  });
}

/** @param layers that are shown, from 1 @param last the output layer */
export function trailsOf(record: RuleRecord, layers: readonly number[], last: number): Trail[] {
  return [...record].flatMap(([rule, { measures }]) =>
    layers.flatMap((layer): Trail[] => {
      const [first, ...others] = pointsOf(measures, layer);
      const layerName = layer === last ? 'output' : `layer ${layer}`;
      return first ? [{ key: `${rule} ${layer}`, rule, layer, layerName, points: [first, ...others] }] : [];
    }),
  );
}

/** What gradients of zero mean would give; undefined before anything is measured. */
export function floorOf(record: RuleRecord): number | undefined {
  for (const { measures } of record.values())
    for (const { values } of measures) {
      const floor = values['gradient-noise']?.floor?.find((one) => one !== null);
      if (floor !== undefined && floor !== null) return floor;
    }
  return undefined;
}

/** A plane in a box of some size: its plot, with log10 of the ratio along x, and the marks of that axis. */
export interface Plane {
  readonly plot: Plot;
  readonly x: XAxis;
}

export const X_NAME = 'signal-to-noise ratio, log';
export const Y_NAME = 'cosine to backprop';
/** Over the plot the name of the value axis, under it marks and name of the other; pixels. */
const [TOP, BOTTOM, RIGHT] = [22, 42, 20];
/** Before anything is measured. */
const USUAL = [0.05, 1] as const;
/** Left and right of all dots. */
const ROOM = 1.3;
/** Room for dots at a cosine of 1. */
const ABOVE = 1.08;

export function planeOf(
  trails: readonly Trail[],
  floor: number | undefined,
  { width, height }: { readonly width: number; readonly height: number },
): Plane {
  const points = trails.flatMap((trail) => trail.points);
  const ratios = [...points.map(({ snr }) => snr), ...(floor === undefined ? [] : [floor])];
  const range = ratios.length > 0 ? ratios : USUAL;
  const [low, high] = [Math.min(...range) / ROOM, Math.max(...range) * ROOM];
  const up = cosineAxis(points.map(({ cosine }) => cosine));
  const [from, to] = [Math.log10(low), Math.log10(high)];
  const y = { ...up, domain: [up.domain[0], ABOVE] as const };
  const x: XAxis = {
    ...{ name: X_NAME, column: 'Signal to noise', place: 'at a ratio', from, to, unit: 0 },
    ticksIn: (pixels) =>
      logTicks(low, high, Math.max(2, Math.floor(pixels / 56)), 'powers').map(({ at, label }) => ({
        at: Math.log10(at),
        label,
      })),
    text: threeDigits,
    cell: threeDigits,
  };
  const plot = makePlot({ width, height, labels: RIGHT, narrow: true, x, y });
  return { plot: { ...plot, top: TOP, bottom: BOTTOM }, x };
}

/** Placement of a dot's name: half of a name's height, and the positions in the order in which they are tried. */
const HALF = 7;
const sides = [
  { dx: 8, dy: 0, anchor: 'start' },
  { dx: -8, dy: 0, anchor: 'end' },
  { dx: 0, dy: -13, anchor: 'middle' },
  { dx: 0, dy: 13, anchor: 'middle' },
] as const;

export interface Dot {
  readonly trail: Trail;
  /** In pixels. */
  readonly x: number;
  readonly y: number;
  /** Its layer's number, "out" for the output; undefined if there is no space. */
  readonly name?: {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly anchor: (typeof sides)[number]['anchor'];
  };
}

/** Names that would overlap dots or each other are omitted: the reader shows them at the dot. */
export function dotsOf(trails: readonly Trail[], { plot }: Plane): Dot[] {
  const all = trails.map((trail) => {
    const { snr, cosine } = lastOf(trail);
    return { trail, x: xAt(plot, Math.log10(snr)), y: yAt(plot, cosine) };
  });
  const taken = all.map(({ x, y }) => ({ left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 }));
  return all.map((dot): Dot => {
    const text = dot.trail.layerName === 'output' ? 'out' : String(dot.trail.layer);
    const width = textWidth(text, 11);
    for (const { dx, dy, anchor } of sides) {
      const [x, y] = [dot.x + dx, dot.y + dy];
      const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
      const box = { left, right: left + width, top: y - HALF, bottom: y + HALF };
      const meets = taken.some(
        (one) => one.left < box.right && box.left < one.right && one.top < box.bottom && box.top < one.bottom,
      );
      if (meets || box.left < plot.left || box.right > plot.width) continue;
      taken.push(box);
      return { ...dot, name: { text, x, y, anchor } };
    }
    return dot;
  });
}

const dotText = ({ rule, layerName }: Trail): string => `${rules[rule].name}, ${layerName}`;

/** What the reader shows at a dot. */
export const readingOf = (trail: Trail) => {
  const { epoch, snr, cosine } = lastOf(trail);
  return [
    { name: dotText(trail), text: epoch === 0 ? 'before training' : `epoch ${epoch}` },
    { name: 'signal to noise', text: threeDigits(snr) },
    { name: 'cosine', text: coefficient(cosine, 3) },
  ];
};

/** "After epoch 3: DFA, layer 1: signal-to-noise 0.0560, cosine 0.582; … Pure noise would give 0.0499." */
export function planeSummary(trails: readonly Trail[], floor: number | undefined): string {
  if (trails.length === 0) return 'Nothing is measured yet.';
  const epoch = Math.max(...trails.map((trail) => lastOf(trail).epoch));
  const said = trails.map((trail) => {
    const { epoch: own, snr, cosine } = lastOf(trail);
    const when = own < epoch ? ` (epoch ${own})` : '';
    return `${dotText(trail)}${when}: signal-to-noise ${threeDigits(snr)}, cosine ${coefficient(cosine, 3)}`;
  });
  const when = epoch === 0 ? 'Before training' : `After epoch ${epoch}`;
  const noise = floor === undefined ? '' : ` Pure noise would give ${threeDigits(floor)}.`;
  return `${when}: ${said.join('; ')}.${noise}`;
}

/** All epochs, for a file. */
export const planeRows = (trails: readonly Trail[], floor: number | undefined): Rows => [
  ['algorithm', 'layer', 'epoch', 'signal-to-noise ratio', 'pure noise', 'cosine to backprop'],
  ...trails.flatMap(({ rule, layerName, points }) =>
    points.map(({ epoch, snr, cosine }) => [rules[rule].name, layerName, epoch, snr, floor ?? '', cosine]),
  ),
];
