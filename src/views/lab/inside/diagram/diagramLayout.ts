/** Layout of the network in a drawing of a given width, in pixels. */
import { evenly, isMaps, shownLayers, shownMaps, shownUnits } from '../../../../core/measures/sampling';
import { textWidth } from '../../../../figures/axes/textWidth';
import { layerLabel, shapeText } from '../labels';

export const HEIGHT = 297;
/** Y of the feedback lane. */
export const LANE = 252;
/** Half the side of the sample's image, in pixels. */
export const IMAGE_HALF = 23;
export const MIDDLE = 112;
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
  /** "500", "8 maps 28 × 28" */
  readonly sizeText: string;
  /** Feature maps: their side in pixels of the drawing; `units` are their channels, at the middle of each. */
  readonly maps?: number | undefined;
  /** What leads to the next column in place of wires, in lines. */
  readonly link: readonly string[];
  readonly x: number;
  /** Drawn as the sample's image; its units are the starting points of wires. */
  readonly image: boolean;
  readonly units: readonly UnitPlace[];
  /** Number of omitted layers between this column and the next. */
  readonly skipped: number;
  /** Whether each unit has a wire to each unit of the next column. */
  readonly wired: boolean;
  /** Whether the next column adds its units to its own. */
  readonly skips: boolean;
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
  /** Whether each layer 1 … K adds to what enters it; default: none does. */
  readonly skips?: readonly boolean[];
  /** Shapes of borders 0 … K; default: no images. */
  readonly shapes?: readonly (readonly number[])[];
  /** What leads to each layer 1 … K in place of wires. */
  readonly links?: readonly (readonly string[])[];
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

/** "28 × 28", "32 × 32 × 3" */
const imageText = ([channels = 1, height, width]: readonly number[]): string =>
  `${height} × ${width}${channels > 1 ? ` × ${channels}` : ''}`;

/** "8 maps 28 × 28"; without their size where columns are near to each other. */
function mapsText(shape: readonly number[], pitch: number): string {
  const text = shapeText(shape);
  return textWidth(text, LABEL) <= pitch - 4 ? text : text.split(' ').slice(0, 2).join(' ');
}

/** Feature maps in a picture, of those that an inspection returns. */
const MAPS = 4;
const LABEL = 11;
const MAP = { side: 34, narrow: 24, gap: 5 } as const;
/** Columns nearer to each other have smaller maps. */
const NEAR = 74;

function placeMaps(shape: readonly number[], x: number, side: number): UnitPlace[] {
  const { channels } = shownMaps(shape);
  const shown = evenly(channels.length, MAPS).map((i) => channels[i] as number);
  const pitch = side + MAP.gap;
  const top = MIDDLE - ((shown.length - 1) * pitch) / 2;
  return shown.map((unit, i) => ({ unit, x, y: top + i * pitch }));
}

export function layoutOf(wanted: Wanted): DiagramLayout {
  const { sizes, wired, skips, shapes, links, layer, width, image, names } = wanted;
  const last = sizes.length - 1;
  const layers = shownLayers(sizes, layer);
  const left = image ? 18 + IMAGE_HALF : 30;
  const right = width - OUTPUT_SPACE[names?.output ? 'names' : 'numbers'];
  const pitch = (right - left) / (layers.length - 1);
  const side = pitch < NEAR ? MAP.narrow : MAP.side;
  const columns = layers.map((one, i): Column => {
    const x = Math.round(left + ((right - left) * i) / (layers.length - 1));
    const size = sizes[one] as number;
    const isImage = image && one === 0;
    const next = layers[i + 1];
    const shape = shapes?.[one] ?? [size];
    const maps = one > 0 && one < last && isMaps(shape);
    return {
      layer: one,
      label: layerLabel(one, last),
      size,
      x,
      image: isImage,
      sizeText: maps
        ? mapsText(shape, pitch)
        : isImage && links?.[0]?.length
          ? imageText(shape)
          : String(size),
      maps: maps ? side : undefined,
      link: next === one + 1 ? (links?.[one] ?? []) : [],
      units: maps ? placeMaps(shape, x, side) : placeUnits(size, x, isImage),
      skipped: (next ?? one + 1) - one - 1,
      wired: next === one + 1 && !maps && (wired?.[one] ?? true),
      skips: next === one + 1 && (skips?.[one] ?? false),
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
export function bottomOf({ image, maps, units }: Column): number {
  return image ? MIDDLE + IMAGE_HALF : (units[units.length - 1]?.y ?? MIDDLE) + (maps ? maps / 2 : 5);
}
