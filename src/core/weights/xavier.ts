import { uniformEntries, type WeightInit } from './weightInit';

/** W from U(±√(6/(fan_in + units))), b = 0. Source: Glorot and Bengio 2010, eq. 16; biotorch's default. */
export const xavier: WeightInit = {
  name: 'Xavier uniform',
  sentence: 'Weights uniform in ±√(6/(inputs + units)), biases 0. Made for tanh.',
  source: 'Glorot and Bengio 2010, eq. 16',
  draw: (stream, fanIn, units) => ({
    W: uniformEntries(stream, Math.sqrt(6 / (fanIn + units)), fanIn * units),
    b: new Float32Array(units),
  }),
};
