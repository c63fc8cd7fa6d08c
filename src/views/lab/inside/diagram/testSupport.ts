/** Layouts and an inspection of a diagram, for tests. */
import type { Inspection } from '../../../../core/run/inspect/network';
import { layoutOf } from './diagramLayout';

/** Three layers of weights, all drawn. */
export const layout = layoutOf({ sizes: [784, 500, 300, 10], layer: 1, width: 452, image: true });
/** More layers than fit. */
export const narrow = layoutOf({ sizes: [784, 9, 9, 9, 9, 9, 10], layer: 3, width: 328, image: true });

/** Activations are layer + index / 100; the weights of W₁ are −i / 1000. */
export const inspection: Inspection = {
  seconds: 0,
  step: 1,
  epoch: 1,
  layers: layout.columns.map(({ layer, size, units }) => ({
    layer,
    size,
    units: units.map(({ unit }) => unit),
    activations: units.map((_, i) => layer + i / 100),
  })),
  wires: [{ from: 0, to: 1, weights: Float32Array.from({ length: 121 }, (_, i) => -i / 1000) }],
  heatmap: undefined,
  sample: {
    index: 0,
    output: Float32Array.of(0.2, 0.9),
    target: Float32Array.of(0, 1),
    remembered: Float32Array.of(0.3),
    visited: 1,
  },
};
