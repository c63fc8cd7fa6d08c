import { writeNetworkFile } from '../networkFile';
import type { NetworkFormat } from './format';

/** Arrays under the names of checkpoints; what the network is stands in `__metadata__`. */
export const safetensors: NetworkFormat = {
  name: 'safetensors',
  use: 'with all settings',
  sentence: 'Weights, biases and feedback weights by name, with all settings; for Python, PyTorch and JAX.',
  extension: 'safetensors',
  mediaType: 'application/octet-stream',
  write: writeNetworkFile,
};
