/** Hidden layers as rows of the editor. A row keeps its id while it moves, so that its texts and the focus move with it. */
import { type BlockId, blocks } from '../../core/blocks';
import type { Block } from '../../core/blocks/block';
import { type Ends, layerAbove } from '../../core/blocks/chain';
import { blockLayerOf, type HiddenLayer, hiddenLayer } from '../../core/blocks/hidden';
import { type NumberOption, optionProblem } from '../../core/options';
import { fail } from '../../experiment/fields/field';
import { optionNumber } from '../../experiment/fields/options';

/** From the input up. */
export interface Layers {
  readonly hidden: readonly HiddenLayer[];
  /** An id for each layer. */
  readonly rows: readonly number[];
}

/** One option of a layer: "layer.3.kernel", with the row's id. */
export type LayerTextKey = `layer.${number}.${string}`;
export const layerTextKey = (row: number, option: string): LayerTextKey => `layer.${row}.${option}`;

/** The row that a text or problem belongs to; undefined for those of other fields. */
function rowOf(key: string): number | undefined {
  const [kind, row] = key.split('.');
  return kind === 'layer' ? Number(row) : undefined;
}

/** Without the texts or problems of layers, except in these rows. */
export const withRows = <T extends object>(record: T, rows: readonly number[]): T =>
  Object.fromEntries(
    Object.entries(record).filter(([key]) => {
      const row = rowOf(key);
      return row === undefined || rows.includes(row);
    }),
  ) as T;

export const freshRows = (hidden: readonly HiddenLayer[]): number[] => hidden.map((_, place) => place);

const nextRow = (rows: readonly number[]): number => rows.reduce((most, row) => Math.max(most, row), -1) + 1;

export function inserted({ hidden, rows }: Layers, place: number, layer: HiddenLayer): Layers {
  return { hidden: hidden.toSpliced(place, 0, layer), rows: rows.toSpliced(place, 0, nextRow(rows)) };
}

export const removed = ({ hidden, rows }: Layers, place: number): Layers => ({
  hidden: hidden.toSpliced(place, 1),
  rows: rows.toSpliced(place, 1),
});

/** A copy right after the layer. */
export const duplicated = (layers: Layers, place: number): Layers =>
  inserted(layers, place + 1, layers.hidden[place] as HiddenLayer);

/** The layer changes places with the next one, or with the one before it. */
export function moved({ hidden, rows }: Layers, place: number, by: 1 | -1): Layers {
  const to = place + by;
  if (to < 0 || to >= hidden.length) return { hidden, rows };
  const swap = <T>(list: readonly T[]): T[] => list.with(place, list[to] as T).with(to, list[place] as T);
  return { hidden: swap(hidden), rows: swap(rows) };
}

/** Another block in the layer's place, with options that suit it there. */
export const withBlock = ({ hidden, rows }: Layers, place: number, block: BlockId, ends: Ends): Layers => ({
  hidden: hidden.with(place, layerAbove(ends, hidden.slice(0, place), block)),
  rows,
});

/** Rows that keep their typed texts: those of layers with the same block as before. */
export function keptRows(before: Layers, after: Layers): number[] {
  const blockIn = ({ hidden, rows }: Layers, row: number): BlockId | undefined => {
    const layer = hidden[rows.indexOf(row)];
    return layer === undefined ? undefined : blockLayerOf(layer).block;
  };
  return after.rows.filter((row) => blockIn(before, row) === blockIn(after, row));
}

/** A layer with an option as typed, or what is wrong with the text. */
export function withOption(
  layer: HiddenLayer,
  name: string,
  text: string,
): { readonly layer: HiddenLayer } | { readonly problem: string } {
  const { block: id, options } = blockLayerOf(layer);
  const block: Block = blocks[id];
  const option = block.options[name] as NumberOption;
  const value = optionNumber(option, text);
  const problem = optionProblem(option, value);
  if (problem === undefined) return { layer: hiddenLayer(id, { ...options, [name]: value }) };
  return { problem: fail(`Hidden layers, ${option.label.toLowerCase()}`, text, problem).problem };
}
