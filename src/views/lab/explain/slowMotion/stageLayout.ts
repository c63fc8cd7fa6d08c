/** Layout of the stage in pixels: the network above, the feedback lane below. */
import type { Trace } from '../../../../core/run/inspect/trace';
import type { UnitPlace } from '../../inside/diagram/diagramLayout';
import { shapeText } from '../../inside/labels';

export const HEIGHT = 372;
export const TOP = 34;
export const MIDDLE = 142;
const PITCH = 19;
/** y of the feedback lane. */
export const LANE = 316;

/** Sizes that depend on the available width. */
export interface Room {
  /** Space left of the input. */
  readonly left: number;
  /** Half the side length of the sample's picture. */
  readonly half: number;
  /** Space right of the output. */
  readonly space: number;
  /** Bars of the outputs: distance from the output column, and maximum length. */
  readonly bar: { readonly x: number; readonly longest: number };
  /** Bars of the error: distance of their axis, and maximum length. */
  readonly error: { readonly x: number; readonly longest: number };
  /** The box of the target or the remembered error. */
  readonly box: { readonly x: number; readonly width: number };
}

const WIDE: Room = {
  ...{ left: 24, half: 36, space: 190 },
  ...{ bar: { x: 46, longest: 40 }, error: { x: 138, longest: 40 }, box: { x: 4, width: 128 } },
};
const NARROW: Room = {
  ...{ left: 8, half: 24, space: 104 },
  ...{ bar: { x: 40, longest: 16 }, error: { x: 76, longest: 18 }, box: { x: -28, width: 124 } },
};
/** Side of a feature map, and where columns are nearer to each other than that. */
const MAP = { side: 38, near: 24 } as const;
const NEAR = 116;

/** Pixels; narrower stages use the narrow layout. */
const NARROWEST = 560;

export const roomIn = (width: number): Room => (width < NARROWEST ? NARROW : WIDE);
export const imageTop = ({ half }: Room): number => MIDDLE - half;

export interface StageColumn {
  readonly layer: number;
  /** "500", "8 maps 28 × 28" */
  readonly sizeText: string;
  /** Feature maps, which are drawn in place of units, and the side of one in pixels. */
  readonly maps: boolean;
  readonly mapSide: number;
  /** What leads to the next layer in place of wires, in lines. */
  readonly link: readonly string[];
  /** Whether the next column adds its units to its own. */
  readonly skips: boolean;
  readonly x: number;
  readonly units: readonly UnitPlace[];
  /** Number of layers skipped between this column and the next. */
  readonly skipped: number;
}

/**
 * @param links what leads to each layer 1 … K in place of wires
 * @param image whether the input is drawn as a picture, at whose edge its wires start
 */
export function stageOf(
  { layers, skips }: Trace,
  width: number,
  image: boolean,
  links: readonly (readonly string[])[] = [],
): readonly StageColumn[] {
  const room = roomIn(width);
  const left = room.left + (image ? 2 * room.half : 8);
  const right = width - room.space;
  const near = (right - left) / (layers.length - 1) < NEAR;
  return layers.map(({ layer, shape, maps, size, units }, i) => {
    const x = Math.round(left + ((right - left) * i) / (layers.length - 1));
    const own = image && i === 0;
    const pitch = own ? (2 * room.half - 8) / Math.max(1, units.length - 1) : PITCH;
    const top = MIDDLE - ((units.length - 1) * pitch) / 2;
    return {
      layer,
      sizeText: maps ? (near ? `${shape[0]} maps` : shapeText(shape)) : String(size),
      mapSide: near ? MAP.near : MAP.side,
      maps: maps !== undefined,
      link: links[layer] ?? [],
      skips: skips[layer] ?? false,
      x,
      units: units.map((unit, j) => ({ unit, x, y: top + j * pitch })),
      skipped: (layers[i + 1]?.layer ?? layer + 1) - layer - 1,
    };
  });
}

/** Lowest y of a column. @param half half the side length of the picture, if the column is one */
export const footOf = ({ units }: StageColumn, half?: number): number =>
  half !== undefined ? MIDDLE + half : (units.at(-1)?.y ?? MIDDLE) + 8;
