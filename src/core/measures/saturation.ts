import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { ProbeMeasure, Reading } from './measure';

/** Below this part of an activation's steepest slope a unit hardly learns: |tanh| above 0.975. */
const FLAT = 0.05;

const share = (t: Tensor2D, of: number): Reading => ({
  parts: [t.sum()],
  value: ([count]) => (count?.[0] ?? Number.NaN) / of,
});

/** Share of flat activations, and of units that are flat for every sample of the probe (dead). */
export const saturation: ProbeMeasure = {
  kind: 'probe',
  name: 'Saturated and dead units',
  sentence:
    'Hidden units where the activation is so flat that they hardly learn, and those that never leave it.',
  source: 'Slope below 5 % of the steepest; Glorot and Bengio 2010',
  per: 'layer',
  unit: 'share',
  series: { saturated: 'Saturated', dead: 'Dead' },
  needsDeltas: false,
  needsErrors: false,
  take: ({ h, slope }) => {
    const hidden = h.slice(1, -1).map((one, i) => {
      const { values, largest } = slope(i + 1);
      const flat = values
        .sub(FLAT * largest)
        .neg()
        .step() as Tensor2D;
      // A unit is dead when it is flat for all N samples: its count exceeds N - 1/2.
      const dead = flat
        .sum(0)
        .sub(one.shape[0] - 0.5)
        .step();
      return { flat, dead, size: one.size, units: one.shape[1] };
    });
    return {
      saturated: hidden.map(({ flat, size }) => share(flat, size)),
      dead: hidden.map(({ dead, units }) => share(dead as unknown as Tensor2D, units)),
    };
  },
};
