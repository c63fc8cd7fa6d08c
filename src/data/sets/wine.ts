/** Wine Quality: a taste score from measurements, as a number or as one of 11 classes. */
import { rates } from '../learningRates';
import { type DatasetSpec, regressionSettings } from '../spec';

const shared = {
  trainSize: 5_197,
  testSize: 1_300,
  inputs: 12,
  inputNames: [
    'fixed acidity',
    'volatile acidity',
    'citric acid',
    'residual sugar',
    'chlorides',
    'free sulfur dioxide',
    'total sulfur dioxide',
    'density',
    'pH',
    'sulphates',
    'alcohol',
    'colour',
  ],
  targetName: 'quality',
  source:
    'Cortez, Cerdeira, Almeida, Matos and Reis, Decision Support Systems 47(4), 2009; UCI Machine Learning Repository 186. Split as in the F³ code.',
  licence: 'CC BY 4.0',
  folder: 'wine-quality',
  files: [
    {
      name: 'winequality-red.csv',
      plain: '4a402cf041b025d4566d954c3b9ba8635a3a8a01e039005d97d6a710278cf05e',
      bytes: 84_199,
    },
    {
      name: 'winequality-white.csv',
      plain: '76c3f809815c17c07212622f776311faeb31e87610d52c26d87d6e361b169836',
      bytes: 264_426,
    },
  ],
  learningRates: rates(1e-4),
  learningRateSource: 'F³ code (README, Wine), Adam; it has no FA, sDFA or PEPITA, which use the same rate',
} as const;

const numbers = {
  ...shared,
  id: 'wine',
  name: 'Wine Quality',
  task: 'regression',
  outputs: 1,
  sentence: 'The taste score of a Portuguese wine, from eleven measurements and its colour.',
  settings: { ...regressionSettings, batchSize: 50, epochs: 50 },
  lossRange: [0.55, 0.8],
} as const satisfies Omit<DatasetSpec, 'load'>;

const classes = {
  ...shared,
  id: 'wine-classes',
  name: 'Wine Quality, classes',
  task: 'classification',
  outputs: 11,
  sentence:
    'The same wines with the score, 0 to 10, as one of 11 classes; most are 5 or 6, some never occur.',
  settings: { batchSize: 50, epochs: 50 },
  accuracyRange: [0.45, 0.6],
  lossRange: [1.7, 6],
} as const satisfies Omit<DatasetSpec, 'load'>;

export const wine: DatasetSpec = {
  ...numbers,
  load: async (context) => (await import('../loaders/wine')).loadWine(numbers, context),
};
export const wineClasses: DatasetSpec = {
  ...classes,
  load: async (context) => (await import('../loaders/wine')).loadWine(classes, context),
};
