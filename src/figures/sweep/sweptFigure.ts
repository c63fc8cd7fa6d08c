/** A sweep as a figure: test results against a setting with several values. */
import type { Judged } from '../../experiment/aggregate';
import type { RunRecord } from '../../notebook/records';
import {
  mixedKeys,
  type RuleSweep,
  type SweptKey,
  sweepOf,
  sweptName,
  type Which,
} from '../../notebook/stats/bestRate';
import type { LineSpec } from '../lines/spec';
import { sweepSpec } from './sweepSpec';
import { sweepNotes } from './sweepTexts';

export const SWEEP_SUBTITLE = 'test set, mean ± sd over seeds; a circle marks each best value';

interface Shown {
  /** What runs are compared by. */
  readonly by: Judged;
  readonly setting: SweptKey;
  readonly which: Which;
  readonly narrow: boolean;
}

interface SweptFigure {
  readonly sweeps: readonly RuleSweep[];
  /** The setting's name: "Learning rate". */
  readonly label: string;
  readonly title: string;
  readonly spec: LineSpec;
  /** What to know before reading it. */
  readonly notes: readonly string[];
}

/** Everything that the figure shows of one setting. */
export function sweptFigure(runs: readonly RunRecord[], shown: Shown): SweptFigure {
  const { by, setting, which, narrow } = shown;
  const sweeps = sweepOf(runs, setting, by, which);
  const label = sweptName(setting);
  const what = by === 'testAccuracy' ? 'Accuracy' : 'Loss';
  const title = `${what} by ${label.toLowerCase()}`;
  const spec = sweepSpec(sweeps, { title, setting, label, by, narrow });
  return { sweeps, label, title, spec, notes: sweepNotes(sweeps, label, mixedKeys(runs, setting)) };
}
