/** The registry of data sets, in display order. */
import { adult, adultSound } from './sets/adult';
import { cifar10 } from './sets/cifar10';
import { circles } from './sets/circles';
import { digits } from './sets/digits';
import { fashionMnist } from './sets/fashionMnist';
import { mnist } from './sets/mnist';
import { moons } from './sets/moons';
import { sgemm } from './sets/sgemm';
import { spirals } from './sets/spirals';
import { synthetic } from './sets/synthetic';
import { syntheticRegression } from './sets/syntheticRegression';
import { wine, wineClasses } from './sets/wine';
import { xor } from './sets/xor';
import type { DatasetSpec } from './spec';

export const datasets = {
  digits,
  mnist,
  'fashion-mnist': fashionMnist,
  'cifar-10': cifar10,
  sgemm,
  wine,
  'wine-classes': wineClasses,
  adult,
  'adult-sound': adultSound,
  synthetic,
  'synthetic-regression': syntheticRegression,
  moons,
  circles,
  spirals,
  xor,
} as const satisfies Record<string, DatasetSpec>;

export type DatasetId = keyof typeof datasets;
export const datasetIds = Object.keys(datasets) as [DatasetId, ...DatasetId[]];
