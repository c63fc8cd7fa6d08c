/** MNIST: 70,000 handwritten digits, the data set of the F³ paper's first experiments. */
import { sharedRate } from '../learningRates';
import type { DatasetSpec } from '../spec';

const info = {
  id: 'mnist',
  name: 'MNIST',
  task: 'classification',
  trainSize: 60_000,
  testSize: 10_000,
  inputs: 28 * 28,
  outputs: 10,
  image: { height: 28, width: 28, channels: 1 },
  nonZero: 0.1912,
  drawn: { box: 20, centre: 'mass' },
  sentence: 'Handwritten digits by about 500 people, the classic first test of a learning rule.',
  source: 'LeCun, Cortes and Burges; LeCun, Bottou, Bengio and Haffner, Proc. IEEE 86(11), 1998.',
  licence: 'CC BY-SA 3.0',
  folder: 'mnist',
  files: [
    {
      name: 'train-images-idx3-ubyte',
      packed: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
      plain: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
      bytes: 9_912_422,
      plainBytes: 47_040_016,
    },
    {
      name: 'train-labels-idx1-ubyte',
      packed: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
      plain: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
      bytes: 28_881,
      plainBytes: 60_008,
    },
    {
      name: 't10k-images-idx3-ubyte',
      packed: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
      plain: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
      bytes: 1_648_877,
      plainBytes: 7_840_016,
    },
    {
      name: 't10k-labels-idx1-ubyte',
      packed: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
      plain: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
      bytes: 4_542,
      plainBytes: 10_008,
    },
  ],
  settings: {},
  learningRates: sharedRate,
  learningRateSource: 'F³ paper, first version (arXiv 2304.13372v1), Adam, MNIST',
  accuracyRange: [0.9, 0.986],
} as const satisfies Omit<DatasetSpec, 'load'>;

export const mnist: DatasetSpec = {
  ...info,
  load: async (context) =>
    (await import('../loaders/idxSet')).loadIdxSet(info, { mean: 0.1307, deviation: 0.3081 }, context),
};
