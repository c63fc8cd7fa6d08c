import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { OptionValues } from '../options';
import { activations } from './activation';
import { type Block, type Border, dzOf, type Place } from './block';
import { joined } from './pieces';
import { type Windows, windowsAlong } from './windows';

/** A type, not an interface, to be assignable to a record of tensors. */
type Convolution = {
  /** The filters [channels · kernel², channels'], one per column: rows (c, y, x), as in PyTorch's [channels', c, y, x]. */
  readonly W: Tensor2D;
  /** [channels'] */
  readonly b: Tensor1D;
};

/** Numbers that the windows of some samples, or the images that they are put back into, have at most: 16 MiB. */
const PIECE = 2 ** 22;

const windowsOf = ({ input, options }: Pick<Place, 'input' | 'options'>): Windows => {
  const { kernel = 1, stride = 1, padding = 0 } = options;
  return { shape: input.shape, kernel, stride, padding };
};

/** Rows and columns of W, and windows per sample. */
function sizesOf({ input, output, options }: Place) {
  const { kernel = 1 } = options;
  const [channels = 1] = input.shape;
  const [maps = 1, height = 1, width = 1] = output.shape;
  return { fanIn: channels * kernel * kernel, maps, windows: height * width };
}

/** Numbers of one sample's windows, or of its padded maps where these are more. */
function numbersOf(place: Place): number {
  const { fanIn, windows } = sizesOf(place);
  const [channels = 1, height = 1, width = 1] = place.input.shape;
  const { padding = 0 } = place.options;
  return Math.max(fanIn * windows, channels * (height + 2 * padding) * (width + 2 * padding));
}

/** Samples whose windows exist at once. */
const atOnce = (place: Place): number => Math.max(1, Math.floor(PIECE / numbersOf(place)));

const sumOf = <T extends Tensor>(parts: readonly T[]): T => parts.reduce((sum, one) => sum.add(one) as T);

/** Why no window fits, and what would. */
function problem({ shape }: Border, options: OptionValues): string | undefined {
  const { kernel = 1, stride = 1, padding = 0, pool = 1 } = options;
  if (shape.length !== 3)
    return `needs an image or feature maps, and gets ${shape.join(' × ')} numbers. Put it right after the images of a data set or after another convolution, or choose dense.`;
  const [, height = 1, width = 1] = shape;
  const most = Math.min(height, width) + 2 * padding;
  if (most < kernel)
    return `has a kernel of ${kernel} × ${kernel}, and gets maps of ${height} × ${width} with a padding of ${padding}. Choose a kernel of at most ${most}, more padding, or less pooling before it.`;
  const least = Math.min(...[height, width].map((side) => windowsAlong(side, { kernel, stride, padding })));
  return least < pool
    ? `makes maps of only ${least} pixels a side, and pools ${pool} × ${pool}. Choose a pooling of at most ${least}.`
    : undefined;
}

function shapes({ shape }: Border, options: OptionValues): Border {
  const [, height = 1, width = 1] = shape;
  const { channels = 1, kernel = 1, stride = 1, padding = 0, pool = 1 } = options;
  const rows = windowsAlong(height, { kernel, stride, padding });
  const columns = windowsAlong(width, { kernel, stride, padding });
  const maps = { size: channels * rows * columns, shape: [channels, rows, columns] };
  return pool > 1 ? { ...maps, pool } : maps;
}

/**
 * h' = f(W * h + b): a filter per channel', moved over zero-padded maps; max pooling follows at the border (border.ts).
 * With the windows of h as columns, X [channels · kernel², N · windows]: z = Wᵀ X + b, dX = W dz, dW = X dzᵀ, and dh adds
 * what dX has for each pixel. Sources: LeCun et al. 1989; Frenkel et al. 2021 and Flügel 2021, table 5.2 (topologies).
 */
export const convolution: Block<Convolution> = {
  name: 'Convolution',
  sentence: 'Small filters, moved over an image: each sees a few pixels, and shares its weights everywhere.',
  source: 'LeCun et al. 1989; Flügel 2021, table 5.2',
  options: {
    channels: {
      label: 'Channels',
      sentence: 'Filters, and feature maps that they make.',
      default: 32,
      min: 1,
      max: 1024,
      whole: true,
    },
    kernel: {
      label: 'Kernel',
      sentence: 'Pixels along a side of a filter.',
      default: 3,
      min: 1,
      max: 31,
      whole: true,
    },
    stride: {
      label: 'Stride',
      sentence: 'Pixels from one place of a filter to the next.',
      default: 1,
      min: 1,
      max: 16,
      whole: true,
    },
    padding: {
      label: 'Padding',
      sentence: 'Rows and columns of zeros around the maps.',
      default: 1,
      min: 0,
      max: 15,
      whole: true,
    },
    pool: {
      label: 'Max pooling',
      sentence: 'Side of the windows of which the next layer reads only the largest number; 1: all numbers.',
      default: 2,
      min: 1,
      max: 8,
      whole: true,
    },
  },
  problem,
  shapes,
  parameters: (place) => {
    const { fanIn, maps } = sizesOf(place);
    return { W: { shape: [fanIn, maps], bias: false }, b: { shape: [maps], bias: true } };
  },
  start: (init, stream, place) => {
    const { fanIn, maps } = sizesOf(place);
    return init.draw(stream, fanIn, maps);
  },
  forward: ({ activation, place, parameters: { W, b } }, h) => {
    const pieces = h.inPieces(atOnce(place), (some) => {
      const z = W.transposedMatMul(some.patches(windowsOf(place))).add(b.asColumn()) as Tensor2D;
      return activations[activation].apply(z).exchanged(some.shape[0]);
    });
    return joined(pieces);
  },
  pullBack: ({ activation }, dh, h) => activations[activation].pullBack(dh, h),
  vjp: (layer, _h, delta, { W }) => {
    const { place } = layer;
    if (!W) throw new Error('The vjp of a convolution needs W, or a replacement.');
    const { maps } = sizesOf(place);
    const dz = dzOf(layer, delta);
    const pieces = dz.inPieces(atOnce(place), (some) => {
      const own = some.exchanged(maps);
      const dX = 'transposeOf' in W ? W.transposeOf.transposedMatMul(own) : (W as Tensor2D).matMul(own);
      return dX.folded(windowsOf(place));
    });
    return joined(pieces);
  },
  gradients: (layer, h, delta) => {
    const { place } = layer;
    const { maps } = sizesOf(place);
    const dz = dzOf(layer, delta);
    const pieces = h.inPieces(atOnce(place), (some, from) => {
      const own = dz.rows(from, some.shape[0]).exchanged(maps);
      const X = some.patches(windowsOf(place));
      return { W: X.matMulTransposed(own), b: own.sum(1, true) };
    });
    return { W: sumOf(pieces.map(({ W }) => W)), b: sumOf(pieces.map(({ b }) => b)).flat() };
  },
  cost: (place) => {
    const { fanIn, maps, windows } = sizesOf(place);
    const product = fanIn * maps * windows;
    return {
      ...{ forward: product, vjp: product, gradients: product, update: fanIn * maps, held: 0 },
      // A piece of the maps, its transpose and its padding, and windows, in parts and together.
      workspace: (samples) => 5 * Math.min(samples, atOnce(place)) * numbersOf(place),
    };
  },
  describe: ({ input, options: { kernel = 1 } }) => ({
    weights: 'W',
    wired: false,
    filters: [input.shape[0] ?? 1, kernel, kernel],
  }),
};
