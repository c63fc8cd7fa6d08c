/** Layout of the picture in pixels for a given width: forward pass above, feedback below. */

import { isMaps } from '../../../../../core/measures/sampling';
import type { Trace } from '../../../../../core/run/inspect/trace';
import type { UnitPlace } from '../../../inside/diagram/diagramLayout';
import { layerLabel, shapeText } from '../../../inside/labels';
import { layerIn } from '../formula/formula';

export const HEIGHT = 404;
/** y of the border between the two lanes. */
export const BORDER = 222;
const [UPPER, LOWER] = [120, 316];
const PITCH = { upper: 16, lower: 15 } as const;
/** Minimum widths for values beside the bars: with four columns, and with fewer. */
const ROOMY = { four: 720, fewer: 560 } as const;
const IMAGE = 84;

export interface StageColumn {
  readonly layer: number;
  readonly label: string;
  /** "500", "8 maps 28 × 28" */
  readonly sizeText: string;
  /** Feature maps, which are drawn in place of units; in the lower lane, only where they are fed. */
  readonly maps: boolean;
  /** Whether no weight between this column and the next is a wire. */
  readonly shared: boolean;
  /** What leads there instead, in lines. */
  readonly link: readonly string[];
  /** Whether the next column adds its units to its own. */
  readonly skips: boolean;
  readonly x: number;
  /** Units of the forward lane; for an input picture, the points where its wires start. */
  readonly upper: readonly UnitPlace[];
  readonly lower: readonly UnitPlace[];
  /** Number of layers skipped between this column and the next. */
  readonly skipped: number;
}

export interface Stage {
  readonly width: number;
  readonly roomy: boolean;
  readonly columns: readonly StageColumn[];
  /** Left edge of the input picture, if there is one. */
  readonly image: number | undefined;
  /** Zero line, half the maximum length of bars, and x of the values, if there is space for them. */
  readonly bars: { readonly zero: number; readonly half: number; readonly values: number | undefined };
}

const spread = (units: readonly number[], x: number, middle: number, pitch: number): UnitPlace[] =>
  units.map((unit, i) => ({ unit, x, y: middle + (i - (units.length - 1) / 2) * pitch }));

/** Shown layers: the chosen hidden one, the one below, the one above, and the output. */
function layersOf(layer: number, last: number): number[] {
  const all = [layer - 1, layer, layer + 1, last];
  return [...new Set(all)];
}

interface Wanted {
  readonly sizes: readonly number[];
  /** Shapes of borders 0 … K, and whether each layer's weights are wires; default: all are. */
  readonly shapes?: readonly (readonly number[])[];
  readonly wired?: readonly boolean[];
  /** What leads to each layer in place of wires. */
  readonly links?: readonly (readonly string[])[];
  /** Whether each layer adds to what enters it. */
  readonly skips?: readonly boolean[];
  readonly layer: number;
  readonly width: number;
  readonly image: boolean;
  /** The drawn units of a layer. */
  readonly units: (layer: number) => readonly number[];
}

export function stageOf(wanted: Wanted): Stage {
  const { sizes, shapes, wired, links, skips, layer, width, image, units } = wanted;
  const last = sizes.length - 1;
  const isImage = image && layer === 1;
  const layers = layersOf(layer, last);
  const roomy = width >= ROOMY[layers.length > 3 ? 'four' : 'fewer'];
  const left = roomy ? 24 : 10;
  const side = roomy ? IMAGE : IMAGE / 1.5;
  const [first, end] = [isImage ? left + side : left + 26, width - (roomy ? 252 : 118)];
  const hasMaps = (one: number) => one > 0 && isMaps(shapes?.[one] ?? []);
  const columns = layers.map((one, i): StageColumn => {
    const x = Math.round(first + ((end - first) * i) / (layers.length - 1));
    const own = units(one);
    const fan = isImage && i === 0;
    return {
      layer: one,
      label: layerLabel(one, last),
      sizeText: one > 0 ? shapeText(shapes?.[one] ?? [sizes[one] as number]) : String(sizes[one]),
      maps: hasMaps(one),
      link: links?.[one] ?? [],
      skips: skips?.[one] ?? false,
      shared: hasMaps(one) || wired?.[one] === false,
      x,
      upper: spread(own, x, UPPER, fan ? (side - 12) / Math.max(1, own.length - 1) : PITCH.upper),
      lower: spread(own, x, LOWER, PITCH.lower),
      skipped: (layers[i + 1] ?? one + 1) - one - 1,
    };
  });
  return {
    width,
    roomy,
    columns,
    image: isImage ? left : undefined,
    bars: roomy
      ? { zero: end + 128, half: 54, values: width - 14 }
      : { zero: end + 82, half: 30, values: undefined },
  };
}

export const imageSide = ({ roomy }: Stage): number => (roomy ? IMAGE : IMAGE / 1.5);
export const IMAGE_MIDDLE = UPPER;

/** Traced weights between the units of two columns, [from, to], row-major. */
export function wiresBetween(trace: Trace, from: StageColumn, to: StageColumn): Float32Array | undefined {
  const wires = trace.wires.find((one) => one.from === from.layer && one.to === to.layer);
  const [rows, columns] = [layerIn(trace, from.layer)?.units, layerIn(trace, to.layer)?.units];
  if (!wires || !rows || !columns) return undefined;
  return Float32Array.from(
    from.upper.flatMap(({ unit: a }) =>
      to.upper.map(
        ({ unit: b }) => wires.weights[rows.indexOf(a) * columns.length + columns.indexOf(b)] ?? Number.NaN,
      ),
    ),
  );
}

/** Feedback weights between the drawn units, [from, to]. @param weights [fed, units] of the feedback */
export function wiresBack(
  { feedback }: Trace,
  weights: Float32Array,
  from: StageColumn,
  to: StageColumn,
): Float32Array {
  const units = feedback?.units ?? [];
  return Float32Array.from(
    from.lower.flatMap(({ unit: k }) =>
      to.lower.map(({ unit }) => weights[k * units.length + units.indexOf(unit)] ?? Number.NaN),
    ),
  );
}

/** The drawn units' values among a layer's traced values. */
export function drawnOf(
  trace: Trace | undefined,
  column: StageColumn,
  what: 'h' | 'dh' | 'dz' | 'second',
): readonly number[] | undefined {
  const own = trace && layerIn(trace, column.layer);
  const values = own?.[what];
  return values && column.upper.map(({ unit }) => values[own.units.indexOf(unit)] ?? Number.NaN);
}
