/** Census Income (Adult): who earns more than 50,000 dollars a year; in the published and in a proper encoding. */
import { rates } from '../learningRates';
import type { DatasetSpec } from '../spec';

const numbers = ['age', 'fnlwgt', 'education-num', 'capital-gain', 'capital-loss', 'hours-per-week'];

/** Categories of the training file, sorted by code unit; "?" is a missing value. */
const categories = {
  workclass:
    '? Federal-gov Local-gov Never-worked Private Self-emp-inc Self-emp-not-inc State-gov Without-pay',
  education:
    '10th 11th 12th 1st-4th 5th-6th 7th-8th 9th Assoc-acdm Assoc-voc Bachelors Doctorate HS-grad Masters Preschool Prof-school Some-college',
  'marital-status':
    'Divorced Married-AF-spouse Married-civ-spouse Married-spouse-absent Never-married Separated Widowed',
  occupation:
    '? Adm-clerical Armed-Forces Craft-repair Exec-managerial Farming-fishing Handlers-cleaners Machine-op-inspct Other-service Priv-house-serv Prof-specialty Protective-serv Sales Tech-support Transport-moving',
  relationship: 'Husband Not-in-family Other-relative Own-child Unmarried Wife',
  race: 'Amer-Indian-Eskimo Asian-Pac-Islander Black Other White',
  sex: 'Female Male',
  'native-country':
    '? Cambodia Canada China Columbia Cuba Dominican-Republic Ecuador El-Salvador England France Germany Greece Guatemala Haiti Holand-Netherlands Honduras Hong Hungary India Iran Ireland Italy Jamaica Japan Laos Mexico Nicaragua Outlying-US(Guam-USVI-etc) Peru Philippines Poland Portugal Puerto-Rico Scotland South Taiwan Thailand Trinadad&Tobago United-States Vietnam Yugoslavia',
} as const;

const shared = {
  task: 'classification',
  trainSize: 32_561,
  testSize: 16_281,
  outputs: 2,
  classNames: ['≤ 50K', '> 50K'],
  targetName: 'income',
  source: 'Becker and Kohavi, UCI Machine Learning Repository 2, 1996.',
  licence: 'CC BY 4.0',
  folder: 'adult',
  files: [
    {
      name: 'adult.data',
      packed: 'c7a2b4716a97f930123e0baf879188d701e798172631a654fc703d4b082907f3',
      plain: '5b00264637dbfec36bdeaab5676b0b309ff9eb788d63554ca0a249491c86603d',
      bytes: 408_969,
      plainBytes: 3_974_305,
    },
    {
      name: 'adult.test',
      packed: '8a2c1bffa6e7ce5abfa43881ae5e87c4311ebc2b3cd526c9c40a43f19f06f799',
      plain: 'a2a9044bc167a35b2361efbabec64e89d69ce82d9790d2980119aac5fd7e9c05',
      bytes: 205_254,
      plainBytes: 2_003_153,
    },
  ],
  settings: { batchSize: 100 },
} as const;

const published = {
  ...shared,
  id: 'adult',
  name: 'Census Income, as published',
  inputs: 14,
  inputNames: [...numbers, ...Object.keys(categories)],
  sentence:
    'Census rows as in the F³ paper: not standardised, categories as numbers. Large values saturate tanh, so all algorithms end near 79.6 %, barely above always answering “≤ 50K” (76 %): a poor test of a learning rule.',
  learningRates: rates(1e-4),
  learningRateSource:
    'F³ paper, first version (arXiv 2304.13372v1), Adam, Census; it has no FA, sDFA or PEPITA, which use the same rate',
  accuracyRange: [0.75, 0.81],
  lossRange: [0.95, 1.2],
} as const satisfies Omit<DatasetSpec, 'load'>;

const sound = {
  ...shared,
  id: 'adult-sound',
  name: 'Census Income, standardised',
  inputs: 108,
  inputNames: [
    ...numbers,
    ...Object.entries(categories).flatMap(([column, names]) =>
      names.split(' ').map((name) => `${column} = ${name}`),
    ),
  ],
  sentence:
    'The same census rows with standardised numbers and one input per category. With this encoding the algorithms can learn.',
  learningRates: rates(1e-4),
  learningRateSource:
    'none published for this encoding: as Census in the F³ paper, first version (arXiv 2304.13372v1)',
  accuracyRange: [0.77, 0.86],
  lossRange: [0.6, 1],
} as const satisfies Omit<DatasetSpec, 'load'>;

export const adult: DatasetSpec = {
  ...published,
  load: async (context) => (await import('../loaders/adult')).loadAdult(published, false, context),
};
export const adultSound: DatasetSpec = {
  ...sound,
  load: async (context) => (await import('../loaders/adult')).loadAdult(sound, true, context),
};
