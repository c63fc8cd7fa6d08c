/** Feature maps and filters as pictures: some of them, small enough to be sent to the page twice a second. */
import {
  gather,
  mean,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  transpose,
} from '@tensorflow/tfjs-core';
import { isMaps, type MapCells, shownChannels, shownMaps } from '../../measures/sampling';
import type { NetworkLayer } from '../../network/layer';
import type { Network } from '../../network/network';
import { indices, part } from './readBack';

/** Some pixels of some feature maps of one sample. */
export interface ShownMaps extends MapCells {
  /** [channels, rows, columns] */
  readonly values: Float32Array;
}

/** Some channels of some filters. */
export interface ShownFilters {
  /** Indices of the filters, which are those of the maps that they make; of the channels that they read. */
  readonly filters: readonly number[];
  readonly channels: readonly number[];
  /** [height, width] */
  readonly size: readonly [number, number];
  /** [filters, channels, height, width] */
  readonly values: Float32Array;
  /** The largest absolute weight of all filters. */
  readonly largest: number;
}

/** [channels, height, width] of a hidden layer of feature maps; undefined for all others. */
export function mapsShape({ layers }: Network, layer: number): readonly number[] | undefined {
  const shape = layers[layer - 1]?.place.output.shape;
  return shape && layer < layers.length && isMaps(shape) ? shape : undefined;
}

/** The chosen pixels [channels · rows · columns] of h_i [1, n_i], or of as many numbers in another shape. */
export function pixelsOf(h: Tensor, shape: readonly number[], cells: MapCells): Tensor1D {
  const [, height = 1, width = 1] = shape;
  const places = cells.channels.flatMap((channel) =>
    cells.rows.flatMap((row) => cells.columns.map((column) => (channel * height + row) * width + column)),
  );
  return gather(reshape(h, [-1]) as Tensor1D, indices(places));
}

/** The mean of each chosen map [channels] of h_i [1, n_i]. */
export function meansOf(h: Tensor2D, [maps = 1]: readonly number[], channels: readonly number[]): Tensor1D {
  return gather(mean(reshape(h, [maps, -1]), 1) as Tensor1D, indices(channels));
}

interface FilterPlan extends Omit<ShownFilters, 'values' | 'largest'> {
  /** Rows of W of those channels. */
  readonly rows: readonly number[];
}

/** Undefined for layers without filters. */
export function filterPlan({ description, place }: NetworkLayer): FilterPlan | undefined {
  if (!description.filters) return undefined;
  const [inputs, height, width] = description.filters;
  const channels = shownChannels(inputs);
  const pixels = height * width;
  return {
    filters: shownMaps(place.output.shape).channels,
    channels,
    size: [height, width],
    rows: channels.flatMap((channel) => Array.from({ length: pixels }, (_, i) => channel * pixels + i)),
  };
}

/** The chosen part of the filters, [filters, channels · height · width]. */
export const filterValues = ({ weights }: NetworkLayer, { rows, filters }: FilterPlan): Tensor2D =>
  transpose(part(weights, rows, filters)) as Tensor2D;

/** Of the figures that follow one sample. */
const SMALL = { maps: 4, pixels: 14 } as const;
export const smallMaps = (shape: readonly number[]): MapCells => shownMaps(shape, SMALL);
