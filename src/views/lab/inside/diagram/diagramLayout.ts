/** Layout of the network in a drawing of a given width, in pixels. */
import { shownLayers, shownUnits } from '../../../../core/measures/sampling';
import { layerLabel } from '../labels';

export const HEIGHT = 297;
/** Y of the feedback lane. */
export const LANE = 252;
/** Half the side of the sample's image, in pixels. */
export const IMAGE_HALF = 23;
const MIDDLE = 112;
/** Top of the sample's image, in pixels. */
export const IMAGE_TOP = MIDDLE - IMAGE_HALF;
const PITCH = 15.7;
/** Width right of the outputs for labels and bars, wider if outputs have names. */
const OUTPUT_SPACE = { numbers: 80, names: 104 } as const;

export interface UnitPlace {
  /** Index of the unit in its layer. */
  readonly unit: number;
  readonly x: number;
  readonly y: number;
}
export interface Column {
  readonly layer: number;
  readonly label: string;
  readonly size: number;
  readonly x: number;
  /** Drawn as the sample's image; its units are the starting points of wires. */
  readonly image: boolean;
  readonly units: readonly UnitPlace[];
  /** Number of omitted layers between this column and the next. */
  readonly skipped: number;
  /** Whether each unit has a wire to each unit of the next column. */
  readonly wired: boolean;
  /** Unit names, by index. */
  readonly names?: readonly string[] | undefined;
}
export interface DiagramLayout {
  readonly width: number;
  readonly columns: readonly Column[];
  readonly hidden: readonly Column[];
  readonly input: Column;
  readonly output: Column;
}

interface Wanted {
  readonly sizes: readonly number[];
  /** Whether the weights of each layer 1 … K are wires; default: all are. */
  readonly wired?: readonly boolean[];
  /** The chosen hidden layer. */
  readonly layer: number;
  readonly width: number;
  readonly image: boolean;
  /** Names of inputs and outputs, if they have some. */
  readonly names?: { readonly input?: readonly string[]; readonly output?: readonly string[] };
}

function placeUnits(size: number, x: number, image: boolean): UnitPlace[] {
  const units = shownUnits(size);
  const pitch = image ? (2 * IMAGE_HALF - 6) / Math.max(1, units.length - 1) : PITCH;
  const top = MIDDLE - ((units.length - 1) * pitch) / 2;
  return units.map((unit, i) => ({ unit, x: image ? x + IMAGE_HALF : x, y: top + i * pitch }));
}

export function layoutOf({ sizes, wired, layer, width, image, names }: Wanted): DiagramLayout {
  const last = sizes.length - 1;
  const layers = shownLayers(sizes, layer);
  const left = image ? 18 + IMAGE_HALF : 30;
  const right = width - OUTPUT_SPACE[names?.output ? 'names' : 'numbers'];
  const columns = layers.map((one, i): Column => {
    const x = Math.round(left + ((right - left) * i) / (layers.length - 1));
    const size = sizes[one] as number;
    const isImage = image && one === 0;
    const next = layers[i + 1];
    return {
      layer: one,
      label: layerLabel(one, last),
      size,
      x,
      image: isImage,
      units: placeUnits(size, x, isImage),
      skipped: (next ?? one + 1) - one - 1,
      wired: next === one + 1 && (wired?.[one] ?? true),
      names: one === 0 ? names?.input : one === last ? names?.output : undefined,
    };
  });
  return {
    width,
    columns,
    hidden: columns.slice(1, -1),
    input: columns[0] as Column,
    output: columns[columns.length - 1] as Column,
  };
}

/** Bottom of a column. */
export function bottomOf({ image, units }: Column): number {
  return image ? MIDDLE + IMAGE_HALF : (units[units.length - 1]?.y ?? MIDDLE) + 5;
}
