import type { Schedule } from './schedule';

/** The unchanged learning rate in every epoch. */
export const constant: Schedule = {
  name: 'Constant',
  sentence: 'The same learning rate in every epoch. What the F³ papers use.',
  source: 'F³ paper and authors’ code',
  options: {},
  factor: () => 1,
};
