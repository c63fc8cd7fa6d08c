/** A rule's `stores` must match its `remember`, because backends compute one in place of the other. */
import { type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryContext } from '../errorMemory/memory';
import { errorTransformIds, errorTransforms } from '../errorMemory/transforms';
import { lossIds } from '../head/loss';
import { createStream } from '../random/rng';
import { useCpu } from '../testSupport';
import { ruleIds, rules } from '.';
import type { MemoryContext, Stores } from './rule';

beforeAll(useCpu);

const formulas: Readonly<Record<Stores, (context: MemoryContext) => Tensor2D>> = {
  error: ({ y, target }) => target.sub(y),
  'loss-gradient': ({ lossGradient }) => lossGradient().neg(),
};

const stream = createStream(5, 'stored');
const [N, C] = [7, 4];

/** Outputs between 0 and 1, and classes. */
function batch(): { y: Tensor2D; target: Tensor2D } {
  const y = Float32Array.from({ length: N * C }, () => stream.uniform(0.01, 0.99));
  const labels = Array.from({ length: N }, () => stream.below(C));
  const target = labels.flatMap((label) => Array.from({ length: C }, (_, c) => Number(c === label)));
  return { y: tensor2d(y, [N, C]), target: tensor2d(target, [N, C]) };
}

const storing = ruleIds.flatMap((id) => {
  const rule = rules[id];
  return rule.signal === 'delayed-error' ? [{ id, ...rule }] : [];
});

describe.each(storing)('$id', ({ remember, stores }) => {
  it.each(lossIds)(`%s: stores what “${stores}” names, through every error transform`, async (loss) => {
    if (!stores) return;
    for (const id of errorTransformIds)
      for (const perSample of [false, true]) {
        const { y, target } = batch();
        const information = { transform: errorTransforms[id], loss, perSample };
        const [own, named] = [remember, formulas[stores]].map((formula) =>
          tidy(() => formula(memoryContext(information, y, target))),
        ) as [Tensor2D, Tensor2D];
        expect(await own.data(), id).toEqual(await named.data());
      }
  });
});
