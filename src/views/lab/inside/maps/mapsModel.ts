/** Model of the figures of feature maps and filters, and of attention: pictures in a grid, one column for each map or head. */
import { threeDigits } from '../../../../core/format';
import { shownChannels, shownMaps } from '../../../../core/measures/sampling';
import { scaleKey } from '../../../../store/run/inside';
import type { Cell, Grid } from '../cells/cells';
import { layerLabel, shapeText, sub } from '../labels';
import { chainOfChosen } from '../sizes';
import type { InsideView } from '../useInsideView';

/** Pictures of one size, in `down` rows of `across`. Cells are numbered through all of them. */
export interface Pictures {
  readonly what: 'maps' | 'filters' | 'attention';
  /** "h₁", "W₁" */
  readonly label: string;
  readonly note: string;
  readonly down: number;
  readonly across: number;
  /** Pixels of one picture. */
  readonly size: readonly [rows: number, columns: number];
  /** Indices of the pixels in the whole map. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** Channels that the filters read, one for each row of pictures. */
  readonly channels: readonly number[];
  /** [across, down, rows, columns]; undefined while unknown. */
  readonly values: Float32Array | undefined;
  /** The colour scale is ±m, or 0 … m where no value is negative. */
  readonly m: number;
  readonly positive?: boolean;
}

export interface MapsModel {
  readonly layer: number;
  /** Indices of the shown maps, which are those of their filters; of the shown heads. */
  readonly maps: readonly number[];
  /** All maps, or heads, of the layer. */
  readonly all: number;
  readonly pictures: readonly Pictures[];
  /** "32 maps 28 × 28", "8 heads, 16 tokens" */
  readonly shape: string;
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Undefined where the chosen layer has no attention. */
export function attentionModel({
  experiment,
  layer,
  inspection,
  scales,
  run,
}: InsideView): MapsModel | undefined {
  const link = chainOfChosen(experiment)[layer - 1];
  const shape = link?.block.describe(link).attention;
  if (!shape || layer > experiment.hidden.length) return undefined;
  const [heads, tokens] = shape;
  const cells = shownMaps(shape);
  const { channels, rows, columns } = cells;
  return {
    ...{ layer, maps: channels, all: heads },
    shape: `${heads} head${heads === 1 ? '' : 's'}, ${tokens} token${tokens === 1 ? '' : 's'}`,
    pictures: [
      {
        ...{ what: 'attention', label: `A${sub(layer)}`, note: 'of the sample', down: 1, channels: [] },
        ...{ across: channels.length, size: [rows.length, columns.length], rows, columns },
        values: inspection?.attention?.values,
        m: scales[scaleKey(run, 'attention', layer)] ?? 0,
        positive: true,
      },
    ],
  };
}

/** Undefined where the chosen layer has no filters. */
export function mapsModel({ experiment, layer, inspection, scales, run }: InsideView): MapsModel | undefined {
  const link = chainOfChosen(experiment)[layer - 1];
  const filters = link?.block.describe(link).filters;
  if (!link || !filters || layer > experiment.hidden.length) return undefined;
  const { shape } = link.output;
  const cells = shownMaps(shape);
  const [inputs, height, width] = filters;
  const channels = shownChannels(inputs);
  const across = cells.channels.length;
  const maps = inspection?.layers.find((one) => one.layer === layer)?.maps;
  return {
    ...{ layer, maps: cells.channels, all: shape[0] ?? 1, shape: shapeText(shape) },
    pictures: [
      {
        ...{ what: 'maps', label: layerLabel(layer, Number.POSITIVE_INFINITY), note: 'of the sample' },
        ...{ down: 1, across, size: [cells.rows.length, cells.columns.length], channels: [] },
        ...{ rows: cells.rows, columns: cells.columns, values: maps?.values },
        m: scales[scaleKey(run, 'units')] ?? 0,
      },
      {
        ...{ what: 'filters', label: `W${sub(layer)}`, note: 'their filters', down: channels.length, across },
        ...{ size: [height, width], rows: upTo(height), columns: upTo(width), channels },
        values: inspection?.filters?.values,
        m: scales[scaleKey(run, 'filters', layer)] ?? 0,
      },
    ],
  };
}

/** The cells of all pictures together. */
export const gridOf = ({ down, across, size: [rows, columns] }: Pictures): Grid => ({
  rows: down * rows,
  columns: across * columns,
});

/** The picture of a cell, and its place in it. */
export function placeOf({ size: [rows, columns] }: Pictures, { row, column }: Cell) {
  return {
    picture: { down: Math.floor(row / rows), across: Math.floor(column / columns) },
    ...{ row: row % rows, column: column % columns },
  };
}

/** The values of one picture. */
export function pictureOf(
  { values, down, size: [rows, columns] }: Pictures,
  at: { down: number; across: number },
) {
  const pixels = rows * columns;
  const from = (at.across * down + at.down) * pixels;
  return values?.subarray(from, from + pixels);
}

export function valueAt(pictures: Pictures, cell: Cell): number | undefined {
  const { picture, row, column } = placeOf(pictures, cell);
  return pictureOf(pictures, picture)?.[row * pictures.size[1] + column];
}

/** "map 3, pixel (4, 7): 0.43", "filter 3, channel 0, pixel (1, 2): −0.043", "head 3: token 4 takes 0.12 from token 7" */
export function pixelText({ maps }: Pick<MapsModel, 'maps'>, pictures: Pictures, cell: Cell): string {
  const { picture, row, column } = placeOf(pictures, cell);
  const { what, rows, columns, channels } = pictures;
  if (what === 'attention') {
    const share = valueAt(pictures, cell);
    const takes = share === undefined ? 'takes what is not known yet' : `takes ${threeDigits(share)}`;
    return `head ${maps[picture.across]}: token ${rows[row]} ${takes} from token ${columns[column]}`;
  }
  const channel = what === 'filters' ? `, channel ${channels[picture.down]}` : '';
  const name = `${what === 'maps' ? 'map' : 'filter'} ${maps[picture.across]}${channel}`;
  const value = valueAt(pictures, cell);
  const said = value === undefined ? 'no value yet' : threeDigits(value);
  return `${name}, pixel (${rows[row]}, ${columns[column]}): ${said}`;
}

/** "8 of 32 maps 28 × 28" */
export const mapsText = ({ maps, all, shape }: MapsModel): string =>
  maps.length < all ? `${maps.length} of ${shape}` : shape;

/** Text alternative in one sentence. */
export const attentionSummary = (model: MapsModel, sample: number): string =>
  `Hidden layer ${model.layer}: how much each token of training sample no. ${sample + 1} takes from each other, in ${mapsText(model)}.`;

/** Text alternative in one sentence. */
export function mapsSummary(model: MapsModel, sample: number): string {
  const [, filters] = model.pictures;
  const [rows, columns] = filters?.size ?? [0, 0];
  return `Hidden layer ${model.layer}: ${mapsText(model)} of training sample no. ${sample + 1}, and the filters ${rows} × ${columns} that make them.`;
}
