/** Figure 6 of the F³ paper's first version, as its text describes it: many layers on SGEMM. */
import { rules } from '../../../core/rules';
import type { Card, Row } from '../card';
import { between, timesAsHigh } from '../model/claims';
import type { SourceId } from '../sources';
import { v1 } from '../v1';

const depthRules = ['bp', 'dfa', 'drtp', 'f3-error'] as const;

/** @param varies whether the source has several depths */
const rowsOf = (source: SourceId, depth: number, varies = false): readonly Row[] =>
  depthRules.map((rule) => ({
    id: `${rule}-${depth}`,
    name: rules[rule].name,
    group: depth === 1 ? '1 hidden layer' : `${depth} hidden layers`,
    unit: 'loss',
    runs: {
      ...{ source, rule },
      ...(varies ? { with: { hidden: Array.from({ length: depth }, () => 64) } } : {}),
    },
  }));

/** Always answering the mean has a loss of 1 on the standardised target. */
const FAILS = 0.9;
const TENTH = { factor: 1.1, how: 'Agrees if DRTP’s loss is at least a tenth higher.' };

const belowDrtp = (depth: number) =>
  timesAsHigh(
    `F³-Error is better than DRTP with ${depth} hidden layer${depth === 1 ? '' : 's'}.`,
    `drtp-${depth}`,
    [`f3-error-${depth}`],
    TENTH,
  );

const LOSS = 'Best test loss on SGEMM; 1 is what always answering the mean has.';
const RATES = 'Learning rates are those of its table 3.';

export const figure6Narrow: Card = {
  id: 'v1-figure-6-64-units',
  title: 'Many layers, 64 units wide',
  paper: v1,
  where: 'section 4.6, on figure 6',
  about: `${LOSS} The paper’s layers have 500 units; here they have 64, so that 50 of them can be trained, for three epochs. ${RATES}`,
  rows: [
    ...rowsOf('depth-64-1', 1),
    ...rowsOf('depth-64-5', 5),
    ...rowsOf('depth-64-deep', 10, true),
    ...rowsOf('depth-64-deep', 25, true),
    ...rowsOf('depth-64-deep', 50, true),
  ],
  claims: [
    between('Backpropagation does not train beyond 25 layers.', 'bp-50', {
      ...{ low: FAILS, high: Number.POSITIVE_INFINITY },
      how: 'Agrees if its loss with 50 layers is at least 0.9.',
    }),
    between('Backpropagation trains a single hidden layer well.', 'bp-1', {
      ...{ low: 0, high: 0.1 },
      how: 'Agrees if its loss is at most 0.1.',
    }),
    between('F³-Error keeps training with 50 layers.', 'f3-error-50', {
      ...{ low: 0, high: FAILS },
      how: 'Agrees if its loss is at most 0.9.',
    }),
    ...[1, 5, 10, 25, 50].map(belowDrtp),
  ],
};

export const figure6Wide: Card = {
  id: 'v1-figure-6-500-units',
  title: 'Many layers, 500 units wide',
  paper: v1,
  where: 'section 4.6, on figure 6',
  about: `${LOSS} The paper’s width, for one epoch, up to 10 layers: whether backpropagation fails beyond 25 is not measured at this width. ${RATES}`,
  rows: [...rowsOf('depth-500-1', 1), ...rowsOf('depth-500-5', 5), ...rowsOf('depth-500-10', 10)],
  claims: [1, 5, 10].map(belowDrtp),
};
