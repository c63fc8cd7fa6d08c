/** Networks of the papers with the settings published for them, by id: `lab train --net` and the block editor offer them. */
import type { Preset } from '../presets';

export interface NetworkPreset extends Preset {
  /** Paper and table. */
  readonly source: string;
  /** The data set that the paper trains it on, by id. */
  readonly dataset: string;
}

/** Rates are published for BP, sDFA and DRTP. BP's for LLO, sDFA's for FA and DFA, DRTP's for F³ and PEPITA. */
const rates = (bp: string, sdfa: string, drtp: string): string =>
  `bp=${bp},llo=${bp},fa=${sdfa},dfa=${sdfa},sdfa=${sdfa},drtp=${drtp},f3-error=${drtp},f3-loss=${drtp},pepita=${drtp}`;

const SOURCE = 'Flügel 2021, table 5.2; Frenkel et al. 2021 (topology and rates)';
const mnist = '?input-scale=unit&hidden=convolution:32:kernel=5:padding=2,1000&batch-size=60';
const cifar = '?input-scale=unit&hidden=convolution:64,convolution:256,1000x2&batch-size=100';
/** One rate for all algorithms; F³ stores y* − softmax(z), all of it. */
const vit =
  '?hidden=transformer:32,transformer:32:embedding=0x3,512&output-activation=softmax&loss=ce&learning-rate=0.003&batch-size=100&feedback-init=trinomial&error-transform=raw';

export const networks = {
  'conv-mnist': {
    name: 'CONV-MNIST',
    sentence: '32 feature maps by 5 × 5 filters, pooled 2 × 2, then 1,000 dense units.',
    source: SOURCE,
    dataset: 'mnist',
    query: `${mnist}&learning-rate=${rates('0.0005', '0.00015', '0.00015')}`,
  },
  'conv-mnist-random': {
    name: 'CONV-MNIST, random filters',
    sentence: 'The same with filters that stay as they were drawn: does training them help?',
    source: SOURCE,
    dataset: 'mnist',
    query: `${mnist}&freeze=1&learning-rate=${rates('0.00005', '0.0005', '0.0005')}`,
  },
  'conv-cifar': {
    name: 'CONV-CIFAR',
    sentence: '64 and 256 feature maps by 3 × 3 filters, each pooled 2 × 2, then twice 1,000 dense units.',
    source: SOURCE,
    dataset: 'cifar-10',
    query: `${cifar}&learning-rate=${rates('0.00015', '0.000015', '0.00005')}`,
  },
  'conv-cifar-random': {
    name: 'CONV-CIFAR, random filters',
    sentence: 'The same with filters that stay as they were drawn: does training them help?',
    source: SOURCE,
    dataset: 'cifar-10',
    query: `${cifar}&freeze=1,2&learning-rate=${rates('0.000005', '0.00015', '0.00015')}`,
  },
  'vit-mnist': {
    name: 'ViT-MNIST',
    sentence:
      '16 tokens of 32 dimensions by one dense layer, four transformers of 8 heads, then 512 dense units.',
    source: 'Flügel et al. 2023, code for transformers',
    dataset: 'mnist',
    query: vit,
  },
} as const satisfies Record<string, NetworkPreset>;

export type NetworkId = keyof typeof networks;
export const networkIds = Object.keys(networks) as [NetworkId, ...NetworkId[]];
