import { writeTensors } from '../../experiment/files/safetensors';
import type { NetworkFormat } from './format';

/** Weights under the names of checkpoints; what the network is stands in `__metadata__`. */
export const safetensors: NetworkFormat = {
  name: 'safetensors',
  sentence: 'Weights, biases and feedback weights by name, with the settings; for Python, PyTorch and JAX.',
  extension: 'safetensors',
  mediaType: 'application/octet-stream',
  write: ({ arrays, facts }) => writeTensors({ metadata: facts, arrays: new Map(Object.entries(arrays)) }),
};
