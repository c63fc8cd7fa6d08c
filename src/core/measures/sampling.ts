/** Selects the measured samples, and the layers, units, rows and columns shown of a large network. */
import type { LayerShape } from '../blocks/chain';
import { feedbackShapes, type Rule } from '../rules/rule';

/** Measures use the first training samples, at most this many. */
export const MEASURED_SAMPLES = 1000;

/** Number of these whose gradients are measured individually, at most. */
export const PROBED_SAMPLES = 256;

const UNITS = 11;
const ROWS = 16;
const COLUMNS = 40;
/** Feature maps, and pixels along a side of one. */
const MAPS = 8;
const PIXELS = 32;
/** Channels of a filter. */
const CHANNELS = 4;

/** At most `most` evenly spaced indices of 0 … size-1, the first and the last included. */
export function evenly(size: number, most: number): number[] {
  if (size <= most) return Array.from({ length: size }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (size - 1)) / (most - 1)));
}

/** Units of a layer that the diagram shows. */
export const shownUnits = (size: number): number[] => evenly(size, UNITS);

/** Whether a border's numbers are an image or feature maps. */
export const isMaps = (shape: readonly number[]): boolean => shape.length === 3;

/** Indices of the shown feature maps, and of the shown rows and columns of their pixels. */
export interface MapCells {
  readonly channels: readonly number[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** @param shape [channels, height, width] */
export function shownMaps(
  [channels = 1, height = 1, width = 1]: readonly number[],
  { maps = MAPS, pixels = PIXELS }: { readonly maps?: number; readonly pixels?: number } = {},
): MapCells {
  return { channels: evenly(channels, maps), rows: evenly(height, pixels), columns: evenly(width, pixels) };
}

/** Indices of the shown channels of a filter. */
export const shownChannels = (channels: number): number[] => evenly(channels, CHANNELS);

/** Layers of the diagram: the input, up to three hidden ones (the first, the chosen and the last of more), the output. */
export function shownLayers(sizes: readonly number[], chosen: number): number[] {
  const last = sizes.length - 1;
  const few = last <= 4;
  const all = Array.from({ length: Math.max(0, last - 1) }, (_, i) => i + 1);
  const hidden = few ? all : [1, Math.min(Math.max(1, chosen), last - 1), last - 1];
  return [...new Set([0, ...hidden, last])].sort((a, b) => a - b);
}

/** Shape of the matrix in a hidden layer's heatmap; undefined if there is none. */
export function heatmapShape(
  rule: Rule,
  layers: readonly LayerShape[],
  layer: number,
): readonly [number, number] | undefined {
  const last = layers.length;
  if (rule.path === 'none' || last < 2) return undefined;
  const shapes = feedbackShapes(rule, layers);
  const own = rule.path === 'input' ? shapes[0] : shapes[layer - 1];
  if (own) return own;
  // Backpropagation's path: a product of matrices only through dense layers that read all of the layer below.
  const above = layers.slice(layer);
  const isProduct = above.every(({ below, size, weights: [n, units] }) => n === below && units === size);
  return isProduct ? [layers[last - 1]?.size ?? 0, layers[layer - 1]?.size ?? 0] : undefined;
}

/** Indices of a matrix's shown rows and columns. */
export function shownCells([rows, columns]: readonly [number, number]): {
  rows: number[];
  columns: number[];
} {
  return { rows: evenly(rows, ROWS), columns: evenly(columns, COLUMNS) };
}
