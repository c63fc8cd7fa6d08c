/** Where the parts of the stage lie, in pixels: the network above, the feedback lane apart below it. */
import type { Trace } from '../../../../core/run/inspect/trace';
import type { UnitPlace } from '../../inside/diagram/diagramLayout';

export const HEIGHT = 372;
export const TOP = 34;
const MIDDLE = 142;
const PITCH = 19;
/** Where the feedback lane runs. */
export const LANE = 316;

/** What depends on how much room there is. */
export interface Room {
  /** Left of the input. */
  readonly left: number;
  /** Half the side of the sample's picture. */
  readonly half: number;
  /** Right of the output. */
  readonly space: number;
  /** What the output says, by the distance from its column. */
  readonly bar: { readonly x: number; readonly longest: number };
  /** The error, around its axis. */
  readonly error: { readonly x: number; readonly longest: number };
  /** The box from which a target or a remembered error comes. */
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
/** Pixels. */
const NARROWEST = 560;

export const roomIn = (width: number): Room => (width < NARROWEST ? NARROW : WIDE);
export const imageTop = ({ half }: Room): number => MIDDLE - half;

export interface StageColumn {
  readonly layer: number;
  readonly size: number;
  readonly x: number;
  readonly units: readonly UnitPlace[];
  /** Layers that are left out between this column and the next. */
  readonly skipped: number;
}

/** @param image the input is drawn as a picture, from whose edge its wires leave */
export function stageOf({ layers }: Trace, width: number, image: boolean): readonly StageColumn[] {
  const room = roomIn(width);
  const left = room.left + (image ? 2 * room.half : 8);
  const right = width - room.space;
  return layers.map(({ layer, size, units }, i) => {
    const x = Math.round(left + ((right - left) * i) / (layers.length - 1));
    const own = image && i === 0;
    const pitch = own ? (2 * room.half - 8) / Math.max(1, units.length - 1) : PITCH;
    const top = MIDDLE - ((units.length - 1) * pitch) / 2;
    return {
      layer,
      size,
      x,
      units: units.map((unit, j) => ({ unit, x, y: top + j * pitch })),
      skipped: (layers[i + 1]?.layer ?? layer + 1) - layer - 1,
    };
  });
}

/** Lowest point of a column. */
/** @param half of the picture's side, where the column is one */
export const footOf = ({ units }: StageColumn, half?: number): number =>
  half !== undefined ? MIDDLE + half : (units.at(-1)?.y ?? MIDDLE) + 8;
