import { useMemo } from 'react';
import type { RuleId } from '../../../../core/rules';
import type { Experiment } from '../../../../core/run/spec';
import type { Range } from '../../../../figures/axes/valueAxis';
import { shownRun } from '../../../../store/run/inside';
import { refsOf } from '../../../../store/run/runList';
import { useLab } from '../../../labContext';
import { useSeries } from '../../../useSeries';
import { useDataset } from '../../useDataset';
import { type Fit, fitOf, meanR2, type Pair, pairsOf, rangeOf } from './predicted';

export interface Predicted {
  readonly rule: RuleId | undefined;
  readonly seed: number | undefined;
  /** The epoch after which the predictions were made; undefined before the first. */
  readonly epoch: number | undefined;
  readonly pairs: readonly Pair[];
  readonly fit: Fit;
  /** Over all outputs, if there are several. */
  readonly meanR2: number | undefined;
  /** Range of the true values in the test set; undefined while it loads. */
  readonly range: Range | undefined;
  readonly unit: string | undefined;
}

/** Latest predictions of the shown run for one output. */
export function usePredicted(experiment: Experiment, outputs: number, output: number): Predicted {
  const lab = useLab();
  useSeries('epochs', 500);
  const rule = lab.inside.useInside((state) => state.rule);
  const seed = lab.inside.useInside((state) => state.seed);
  const run = shownRun({ rule, seed }, refsOf(experiment));
  const event = run && lab.series.record().get(run.id)?.predictions;
  const dataset = useDataset(experiment.dataset);
  const range = useMemo(() => dataset && rangeOf(dataset, output), [dataset, output]);
  const told = event?.pairs;
  const scale = dataset?.targetScale;
  const numbers = useMemo(() => {
    const pairs = told ? pairsOf(told, outputs, output, scale) : [];
    return { pairs, fit: fitOf(pairs), meanR2: told && outputs > 1 ? meanR2(told, outputs) : undefined };
  }, [told, outputs, output, scale]);
  return {
    rule: run?.rule,
    seed: run?.seed,
    epoch: told && event?.epoch,
    range,
    unit: scale?.unit,
    ...numbers,
  };
}
