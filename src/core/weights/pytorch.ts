import { uniformEntries, type WeightInit } from './weightInit';

/** W and b from U(±1/√fan_in), W first: PyTorch's default for nn.Linear, used in all of the papers' code. */
export const pytorch: WeightInit = {
  name: 'PyTorch’s default',
  sentence: 'Weights and biases uniform in ±1/√n for n inputs. What the papers’ code uses.',
  source: 'PyTorch, nn.Linear',
  draw: (stream, fanIn, units) => {
    const bound = 1 / Math.sqrt(fanIn);
    return {
      W: uniformEntries(stream, bound, fanIn * units),
      b: uniformEntries(stream, bound, units),
    };
  },
};
