/** Networks of the papers as ready-made settings, by id: what `lab train --net` and the block editor offer. */
import type { Preset } from './presets';

export interface NetworkPreset extends Preset {
  /** Paper and table. */
  readonly source: string;
  /** The data set that the paper trains it on, by id. */
  readonly dataset: string;
}

/** Rates are published for BP, sDFA and DRTP: those of sDFA for DFA and FA, and those of DRTP for all that feed the target. */
const rates = (bp: string, sdfa: string, drtp: string): string =>
  `bp=${bp},llo=${bp},fa=${sdfa},dfa=${sdfa},sdfa=${sdfa},drtp=${drtp},f3-error=${drtp},f3-loss=${drtp},pepita=${drtp}`;

const SOURCE = 'Flügel 2021, table 5.2; Frenkel et al. 2021 (topology and rates)';
const common = 'rule=bp,drtp,f3-error&input-scale=unit&error-transform=one-hot&epochs=10';
const mnist = `?${common}&hidden=convolution:32:kernel=5:padding=2,1000&batch-size=60`;
const cifar = `?${common}&hidden=convolution:64,convolution:256,1000,1000&batch-size=100`;
const FROZEN =
  'The convolution stays as it was drawn, the comparison of the DRTP paper: does it learn anything?';

export const networks = {
  'conv-mnist': {
    name: 'CONV-MNIST',
    sentence: '32 feature maps of 5 × 5 kernels, pooled 2 × 2, then 1,000 dense units.',
    source: SOURCE,
    dataset: 'mnist',
    query: `${mnist}&learning-rate=${rates('0.0005', '0.00015', '0.00015')}`,
  },
  'conv-mnist-random': {
    name: 'CONV-MNIST, random convolution',
    sentence: FROZEN,
    source: SOURCE,
    dataset: 'mnist',
    query: `${mnist}&freeze=1&learning-rate=${rates('0.00005', '0.0005', '0.0005')}`,
  },
  'conv-cifar': {
    name: 'CONV-CIFAR',
    sentence: '64 and 256 feature maps of 3 × 3 kernels, each pooled 2 × 2, then twice 1,000 dense units.',
    source: SOURCE,
    dataset: 'cifar-10',
    query: `${cifar}&learning-rate=${rates('0.00015', '0.000015', '0.00005')}`,
  },
  'conv-cifar-random': {
    name: 'CONV-CIFAR, random convolutions',
    sentence: FROZEN,
    source: SOURCE,
    dataset: 'cifar-10',
    query: `${cifar}&freeze=1,2&learning-rate=${rates('0.000005', '0.00015', '0.00015')}`,
  },
} as const satisfies Record<string, NetworkPreset>;

export type NetworkId = keyof typeof networks;
export const networkIds = Object.keys(networks) as [NetworkId, ...NetworkId[]];
