/** From ink to a data set's own numbers. */
import type { Dataset, Split } from '../../../../../core/samples/dataset';
import type { Ink } from './strokes';

/** Numbers looked at: some hundred images. */
const MOST = 200_000;

/** The set's numbers for paper and ink: most of an image is paper. */
function levelsOf({ inputs }: Split): { readonly paper: number; readonly ink: number } {
  const some = inputs.subarray(0, MOST);
  let [low, high, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of some) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += value;
  }
  if (inputs instanceof Uint8Array) [low, high] = [0, 255];
  return sum / some.length > (low + high) / 2 ? { paper: high, ink: low } : { paper: low, ink: high };
}

/** The numbers of an image with this ink, as `Split.inputs` holds them. */
export function withLevels({ values }: Ink, { train }: Dataset): Split['inputs'] {
  const { paper, ink } = levelsOf(train);
  const level = (share: number): number => paper + share * (ink - paper);
  if (train.inputs instanceof Uint8Array) return Uint8Array.from(values, (share) => Math.round(level(share)));
  return Float32Array.from(values, level);
}
