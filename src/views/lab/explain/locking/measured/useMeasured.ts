import { useState } from 'react';
import type { RuleId } from '../../../../../core/rules';
import type { BackendId } from '../../../../../core/run/backends';
import type { RunSeries } from '../../../../../store/run/series';
import { useLab } from '../../../../labContext';
import { useSeries } from '../../../../useSeries';
import { fitted, lengthOf, type Traced } from './pieces';

/** Milliseconds between two drawings: each is a new epoch. */
const INTERVAL = 1000;
const SHOWN = 8;

export interface MeasuredView {
  /** Of the rules shown, those with a trace. */
  readonly all: readonly Traced[];
  readonly of: (rule: RuleId) => Traced | undefined;
  readonly backend: BackendId | undefined;
  /** The first batch in view, from 1; how many are; and how many there are. */
  readonly first: number;
  readonly shown: number;
  readonly most: number;
  /** Seconds in view. */
  readonly length: number;
  readonly setFirst: (batch: number) => void;
  readonly setShown: (batches: number) => void;
}

/** The first run of a rule that has a trace. */
const tracedRun = (runs: Iterable<RunSeries>, rule: RuleId): RunSeries | undefined =>
  [...runs].find((run) => run.rule === rule && run.trace !== undefined);

export function useMeasured(shownRules: readonly RuleId[]): MeasuredView {
  const lab = useLab();
  useSeries('epochs', INTERVAL);
  const backend = lab.runs.useRuns((state) => state.backend);
  const [batches, setBatches] = useState({ first: 1, shown: SHOWN });
  const all = shownRules.flatMap((rule): Traced[] => {
    const run = tracedRun(lab.series.record().values(), rule);
    return run?.trace ? [{ rule, name: lab.names.nameOf(run.id).name, trace: run.trace }] : [];
  });
  const lanes = all.map(({ trace }) => trace.lanes);
  const view = fitted(batches, lanes);
  return {
    ...{ all, backend, ...view, length: lengthOf(lanes, view) },
    of: (rule) => all.find((one) => one.rule === rule),
    setFirst: (first) => setBatches({ ...batches, first }),
    setShown: (shown) => setBatches({ ...batches, shown }),
  };
}
