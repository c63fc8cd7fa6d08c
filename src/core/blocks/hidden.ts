/** Hidden layers as settings: the units of a dense one, or a block with its options. */
import { type NumberOption, type OptionValues, optionProblem, optionValues } from '../options';
import { type BlockId, blockIds, blocks } from '.';
import type { Block } from './block';

/** A block as a layer of a network. Its options are all given, in the order of the registry. */
export interface BlockLayer {
  readonly block: BlockId;
  readonly options: OptionValues;
}

/** A number is the units of a dense layer, which is never written otherwise: equal networks have equal settings. */
export type HiddenLayer = number | BlockLayer;

export const blockLayerOf = (layer: HiddenLayer): BlockLayer =>
  typeof layer === 'number' ? { block: 'dense', options: { units: layer } } : layer;

/** @param given options that differ from the defaults */
export function hiddenLayer(block: BlockId, given: OptionValues): HiddenLayer {
  const options = optionValues(blocks[block].options, given);
  return block === 'dense' ? (options.units as number) : { block, options };
}

/** Name of the option that says how large a block is: units, channels. */
export const sizeOption = (block: BlockId): string => Object.keys(blocks[block].options)[0] as string;

/** Units of a dense layer, channels of a convolution. */
export function unitsOf(layer: HiddenLayer): number {
  const { block, options } = blockLayerOf(layer);
  return options[sizeOption(block)] as number;
}

export function withUnits(layer: HiddenLayer, units: number): HiddenLayer {
  const { block, options } = blockLayerOf(layer);
  return hiddenLayer(block, { ...options, [sizeOption(block)]: units });
}

/** "500", "convolution:32:kernel=5:padding=2": the size, then the options that differ from their defaults. */
export function layerText(layer: HiddenLayer): string {
  if (typeof layer === 'number') return String(layer);
  const { block, options } = layer;
  const size = sizeOption(block);
  const others = Object.entries((blocks[block] as Block).options).flatMap(([name, { default: d }]) =>
    name === size || options[name] === d ? [] : [`:${name}=${options[name]}`],
  );
  return `${block}:${options[size]}${others.join('')}`;
}

/** Neighbours that are equal, and how many. */
export function runsOf(texts: readonly string[]): { readonly text: string; readonly times: number }[] {
  const runs: { text: string; times: number }[] = [];
  for (const text of texts) {
    const last = runs.at(-1);
    if (last?.text === text) last.times += 1;
    else runs.push({ text, times: 1 });
  }
  return runs;
}

/** "500x5", "500,300", "convolution:32,1000", "64,residual:64x9"; "none" for no hidden layer. */
export function hiddenText(hidden: readonly HiddenLayer[]): string {
  const runs = runsOf(hidden.map(layerText));
  // Two in a longer list are written out.
  const most = runs.length === 1 ? 1 : 2;
  const texts = runs.flatMap(({ text, times }) =>
    times > most ? [`${text}x${times}`] : Array<string>(times).fill(text),
  );
  return texts.join(',') || 'none';
}

/** A value from a file as a hidden layer, or what is wrong with it: "must be a whole number from 1 to 8192". */
export function readLayer(value: unknown): { readonly layer: HiddenLayer } | { readonly problem: string } {
  if (typeof value !== 'object' || value === null) {
    const problem = optionProblem(blocks.dense.options.units as NumberOption, value as number);
    return typeof value !== 'number' || problem
      ? { problem: problem ?? 'must be a number' }
      : { layer: value };
  }
  const { block, options = {}, ...rest } = value as Readonly<Record<string, unknown>>;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    return { problem: `has “${unknown}”, which is not known. A layer has block and options` };
  const id = blockIds.find((one) => one === block);
  if (id === undefined)
    return { problem: `has the block “${String(block)}”, which is not known. Choose ${blockIds.join(', ')}` };
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    return { problem: 'has options that are no set of numbers' };
  return readOptions(id, options as Readonly<Record<string, unknown>>);
}

function readOptions(
  block: BlockId,
  options: Readonly<Record<string, unknown>>,
): { readonly layer: HiddenLayer } | { readonly problem: string } {
  const known = (blocks[block] as Block).options;
  for (const [name, value] of Object.entries(options)) {
    const option = known[name];
    if (!option)
      return {
        problem: `has “${name}”, which is not an option of ${block}. It has ${Object.keys(known).join(', ')}`,
      };
    const problem = typeof value === 'number' ? optionProblem(option, value) : 'must be a number';
    if (problem) return { problem: `has ${name} ${JSON.stringify(value)}, which ${problem}` };
  }
  return { layer: hiddenLayer(block, options as OptionValues) };
}
