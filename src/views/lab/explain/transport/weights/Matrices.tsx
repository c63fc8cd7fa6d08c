import { Lock } from 'lucide-react';
import { coefficient, count } from '../../../../../core/format';
import { evenly } from '../../../../../core/measures/sampling';
import { rules } from '../../../../../core/rules';
import type { Rule } from '../../../../../core/rules/rule';
import { PlainHeatmap } from '../../../inside/cells/PlainHeatmap';
import { beyond } from '../../../inside/cells/ramp';
import { ScaleBar } from '../../../inside/cells/ScaleBar';
import { pathLabel } from '../../../inside/labels';
import { skipsOf } from '../../../inside/sizes';
import type { Transport } from '../useTransport';
import { matricesOf } from './compared';

const ROWS = 10;

/** Text about why there is no comparison. */
function whyNone(rule: Rule, seen: boolean): string {
  if (!seen) return 'They appear after the first step.';
  if (rule.path === 'none') return 'There are no weights back.';
  return 'Fᵀ leads from the output to the input: no forward weights come to align with it.';
}

/** The transposed forward weights beside the feedback weights, and their difference. */
export function Matrices({ view, m }: { view: Transport; m: number }) {
  const { trace, rule: id, layer, sizes, back, delta } = view;
  const rule: Rule = rules[id];
  const columns = trace?.feedback?.units.length ?? 0;
  const model = trace?.feedback && back && matricesOf(trace.feedback, back, columns);
  if (!model || !delta?.carrier)
    return (
      <section className="matrices" aria-label="Weights forward and back">
        <h3>Weights forward and back</h3>
        <p className="quiet">{whyNone(rule, trace !== undefined)}</p>
      </section>
    );
  const label = pathLabel(rule, layer, sizes.length - 1, skipsOf(view.experiment)) ?? '';
  const copies = delta.carrier.plain.startsWith('W');
  const rows = evenly(model.rows, ROWS);
  const part = (values: Float32Array) =>
    Float32Array.from(rows.flatMap((row) => [...values.subarray(row * columns, (row + 1) * columns)]));
  const all = [
    { key: 'path', label, note: 'moves', values: model.path, locked: false },
    {
      key: 'back',
      label: copies ? `copy of ${label}` : delta.carrier.plain,
      note: copies ? '' : view.experiment.feedbackRedraw === 'never' ? 'locked' : 'renewed',
      values: model.back,
      locked: !copies && view.experiment.feedbackRedraw === 'never',
    },
    {
      key: 'difference',
      label: `${label} − ${copies ? 'copy' : delta.carrier.plain}`,
      note: '',
      values: model.difference,
      locked: false,
    },
  ];
  const ends = all.map(({ values }) => beyond(values, m));
  return (
    <section className="matrices" aria-label="Weights forward and back">
      <h3>{copies ? 'Forward weights and their copy' : 'Forward weights and what stands in their place'}</h3>
      <div className="matrices-all">
        {all.map(({ key, label: name, note, values, locked }) => (
          <div className="matrices-row" key={key}>
            <span className="matrices-name">
              {name}
              <span className="quiet">
                {locked && <Lock size={11} strokeWidth={2} aria-hidden="true" />}
                {note}
              </span>
            </span>
            <PlainHeatmap rows={rows.length} columns={columns} values={part(values)} m={m} />
          </div>
        ))}
      </div>
      {label.startsWith('−') && (
        <p className="quiet">
          {`What ${rule.name} feeds has the opposite sign of δ: hence the minus before ${label.slice(1)}.`}
        </p>
      )}
      <div className="matrices-foot">
        <ScaleBar m={m} beyond={{ low: ends.some(({ low }) => low), high: ends.some(({ high }) => high) }} />
        {model.correlation !== undefined && (
          <span className="num">{`correlation ${coefficient(model.correlation)}, of the ${count(model.path.length)} weights looked at`}</span>
        )}
      </div>
    </section>
  );
}
