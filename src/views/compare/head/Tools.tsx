import { Search } from 'lucide-react';
import { useId } from 'react';
import type { Task } from '../../../data/spec';
import { type MetricId, metrics, type XId, xAxes } from '../../../figures/compare/metrics';
import { type GroupKey, groupKeyName } from '../../../notebook/stats/group';
import { Segment } from '../../parts/Segment';
import type { Comparison } from '../useCompare';
import type { CompareView } from '../view';

interface Props {
  comparison: Comparison;
  view: CompareView;
  metric: MetricId;
  task: Task;
}

function Grouping({ comparison: { by, choices, change } }: Pick<Props, 'comparison'>) {
  const all: readonly GroupKey[] = [...new Set<GroupKey>(['rule', 'seed', ...by, ...choices])];
  const toggle = (key: GroupKey): void => {
    const next = by.includes(key)
      ? by.filter((one) => one !== key)
      : all.filter((one) => one === key || by.includes(one));
    if (next.length > 0) change({ by: next, hidden: [] });
  };
  return (
    <fieldset className="compare-by">
      <legend>Group by</legend>
      {all.map((key) => (
        <button
          key={key}
          type="button"
          className="chip"
          aria-pressed={by.includes(key)}
          onClick={() => toggle(key)}
        >
          {groupKeyName(key)}
        </button>
      ))}
    </fieldset>
  );
}

/** What the charts show of the runs, and which runs. */
export function Tools({ comparison, view, metric, task }: Props) {
  const { change } = comparison;
  const findId = useId();
  const smoothId = useId();
  const canLogX = view.x === 'steps' || view.x === 'samples';
  const isLoss = metric !== 'testAccuracy';
  const shown = (Object.keys(metrics) as MetricId[]).filter(
    (id) => task === 'classification' || id !== 'testAccuracy',
  );
  return (
    <div className="compare-tools">
      <Grouping comparison={comparison} />
      <Segment
        label="Metric"
        options={shown.map((id) => ({ id, name: metrics[id] }))}
        value={metric}
        onChange={(id) => change({ metric: id })}
      />
      <Segment
        label="x axis"
        options={(Object.keys(xAxes) as XId[]).map((id) => ({ id, name: xAxes[id] }))}
        value={view.x}
        onChange={(x) => change({ x })}
      />
      <fieldset className="compare-log">
        <legend>Log</legend>
        <button
          type="button"
          className="chip"
          aria-pressed={view.logX && canLogX}
          disabled={!canLogX}
          title={canLogX ? 'Logarithmic x axis' : 'For steps and samples'}
          onClick={() => change({ logX: !view.logX })}
        >
          x
        </button>
        <button
          type="button"
          className="chip"
          aria-pressed={isLoss || view.logY}
          disabled={isLoss}
          title={isLoss ? 'Losses always have a logarithmic axis' : 'Logarithmic in the error'}
          onClick={() => change({ logY: !view.logY })}
        >
          y
        </button>
      </fieldset>
      <label className="compare-smooth" htmlFor={smoothId}>
        Smoothing
        <input
          id={smoothId}
          type="range"
          min={0}
          max={0.95}
          step={0.05}
          value={view.beta}
          onChange={(event) => change({ beta: Number(event.target.value) })}
        />
        <span className="num">{view.beta > 0 ? view.beta.toFixed(2) : 'off'}</span>
      </label>
      <label className="compare-find" htmlFor={findId}>
        <Search size={14} strokeWidth={1.75} aria-hidden="true" />
        <span className="sr-only">Find runs</span>
        <input
          id={findId}
          type="search"
          placeholder="Find runs"
          value={view.find}
          onChange={(event) => change({ find: event.target.value })}
        />
      </label>
    </div>
  );
}
