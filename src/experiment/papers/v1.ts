/** Values of the F³ paper’s first version: tables 1, 4 and 5, and its text (section 4). */
import type { RuleId } from '../../core/rules';
import { type Paper, type Published, percentage, printed } from './paper';

export const v1: Paper = {
  name: 'F³, first version',
  cite: 'Flügel, Coquelin, Weiel, Debus, Streit and Götz, Feed-Forward Optimization With Delayed Feedback for Neural Networks, arXiv 2304.13372v1, 2023',
  url: 'https://arxiv.org/abs/2304.13372v1',
};

/** Tables 4 and 5: mean and standard deviation over ten seeds. */
export const v1Seeds = 10;

/** Table 1: epochs at most. */
export const v1Epochs = { mnist: 100, 'cifar-10': 200, adult: 100, sgemm: 200 } as const;

/** The columns of both tables. */
export const v1Rules = [
  'bp',
  'dfa',
  'drtp',
  'f3-error',
  'f3-loss',
  'llo',
] as const satisfies readonly RuleId[];
export type V1Rule = (typeof v1Rules)[number];

type Printed = readonly [mean: number, sd: number];
type Line = readonly [bp: Printed, dfa: Printed, drtp: Printed, error: Printed, loss: Printed, llo: Printed];
type Columns = Readonly<Record<V1Rule, Published>>;

const columns = (line: Line, of: (value: number, decimals: 2, spread: object) => Published): Columns =>
  Object.fromEntries(
    v1Rules.map((rule, i) => {
      const [mean, sd] = line[i] as Printed;
      return [rule, of(mean, 2, { sd, n: v1Seeds })];
    }),
  ) as Columns;

const accuracies = (line: Line): Columns => columns(line, percentage);
const losses = (line: Line): Columns => columns(line, printed);

/** Table 5: best test accuracy. */
export const v1Accuracy = {
  mnist: accuracies([
    [98.29, 0.07],
    [98.08, 0.05],
    [95.77, 0.13],
    [97.16, 0.1],
    [96.23, 0.08],
    [93.51, 0.18],
  ]),
  'cifar-10': accuracies([
    [51.23, 0.2],
    [44.45, 0.18],
    [45.61, 0.17],
    [46.04, 0.18],
    [44.23, 0.25],
    [41.21, 0.31],
  ]),
  adult: accuracies([
    [79.64, 0.09],
    [79.61, 0.04],
    [79.56, 0.11],
    [79.51, 0.15],
    [79.56, 0.13],
    [79.58, 0.09],
  ]),
} as const;

/** Table 4: best test loss, summed over the outputs. */
export const v1Loss = {
  mnist: losses([
    [0.14, 0],
    [0.16, 0.01],
    [0.29, 0.01],
    [0.23, 0.01],
    [0.28, 0.01],
    [0.51, 0.01],
  ]),
  'cifar-10': losses([
    [2.29, 0.01],
    [2.53, 0.01],
    [2.42, 0.01],
    [2.43, 0.01],
    [2.5, 0.01],
    [2.63, 0],
  ]),
  adult: losses([
    [0.99, 0],
    [0.99, 0],
    [0.99, 0.01],
    [1, 0],
    [0.99, 0],
    [0.99, 0.01],
  ]),
  sgemm: losses([
    [0, 0],
    [0, 0],
    [0.36, 0.01],
    [0.01, 0],
    [0.01, 0],
    [0.26, 0.02],
  ]),
} as const;

/** Section 4.4: by how much F³-Error reduces the gap between DRTP and BP. */
export const v1Gap = { mnist: percentage(54.9, 1), sgemm: percentage(96.9, 1) } as const;

/** Section 4.4: best test loss on SGEMM, with a digit more than table 4. */
export const v1SgemmText = { drtp: printed(0.364, 3), 'f3-error': printed(0.014, 3) } as const;
