import { uniformEntries, type WeightInit } from './weightInit';

/**
 * W from U(±√(6/fan_in)), whose variance is 2/fan_in, b = 0. Source: He et al. 2015, eq. 10, in its uniform
 * form, which is PEPITA's.
 */
export const he: WeightInit = {
  name: 'He uniform',
  sentence: 'Weights uniform in ±√(6/n) for n inputs, biases 0. Made for ReLU; what PEPITA uses.',
  source: 'He et al. 2015, eq. 10',
  draw: (stream, fanIn, units) => ({
    W: uniformEntries(stream, Math.sqrt(6 / fanIn), fanIn * units),
    b: new Float32Array(units),
  }),
};
