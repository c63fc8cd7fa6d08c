/** SGEMM GPU kernel performance: run times of a matrix product under 241,600 settings. */
import { rates } from '../learningRates';
import { type DatasetSpec, regressionSettings } from '../spec';

const info = {
  id: 'sgemm',
  name: 'SGEMM',
  task: 'regression',
  trainSize: 773_120,
  testSize: 193_280,
  inputs: 14,
  outputs: 1,
  inputNames: [
    'MWG',
    'NWG',
    'KWG',
    'MDIMC',
    'NDIMC',
    'MDIMA',
    'NDIMB',
    'KWI',
    'VWM',
    'VWN',
    'STRM',
    'STRN',
    'SA',
    'SB',
  ],
  targetName: 'run time',
  sentence: 'The time a GPU takes for a matrix product, from 14 tuning parameters; four runs each.',
  source:
    'Paredes and Ballester-Ripoll, UCI Machine Learning Repository 440, 2018; Nugteren and Codreanu, CLTune, 2015. Split by configuration, as in the F³ paper.',
  licence: 'CC BY 4.0',
  folder: 'sgemm',
  files: [
    {
      name: 'sgemm_product.csv',
      packed: '0146c82ee78cb028fdcff2d202d0f2a750ebf194ad8167d4eb9bda77ba9014da',
      plain: 'b545b908c203eaa4d0b78c88e3a7196857efc34da3b6da9be774f017f2b5e960',
      bytes: 2_992_932,
      plainBytes: 14_353_701,
    },
  ],
  settings: { ...regressionSettings, batchSize: 512, epochs: 5 },
  learningRates: rates(1e-4, { bp: 1e-2, fa: 1e-2, llo: 1e-2 }),
  learningRateSource:
    'F³ paper, first version (arXiv 2304.13372v1), Adam, SGEMM, one hidden layer; it has no FA (as BP here), sDFA or PEPITA (as DFA)',
  lossRange: [0.005, 1],
} as const satisfies Omit<DatasetSpec, 'load'>;

export const sgemm: DatasetSpec = {
  ...info,
  load: async (context) => (await import('../loaders/sgemm')).loadSgemm(info, context),
};
