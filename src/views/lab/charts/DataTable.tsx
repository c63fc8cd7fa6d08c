import { useState } from 'react';
import { type RuleId, rules } from '../../../core/rules';
import { type CurveId, seriesRecord } from '../../../store/series';
import { useSeries } from '../../useSeries';

interface Props {
  curve: CurveId;
  title: string;
  text: (value: number) => string;
}

/** Every point of every rule, in full precision, for a spreadsheet. */
function allPoints(curve: CurveId): string {
  const lines = ['algorithm\tepoch\tvalue\tkind'];
  for (const [rule, series] of seriesRecord()) {
    const { points, between } = series.curves[curve];
    for (const [set, kind] of [
      [points, curve === 'trainingLoss' ? 'mean' : 'full test set'],
      [between, 'sample'],
    ] as const) {
      for (let i = 0; i < set.length; i += 1)
        lines.push([rules[rule].name, set.x[i], set.y[i], kind].join('\t'));
    }
  }
  return lines.join('\n');
}

function CopyPoints({ curve }: { curve: CurveId }) {
  const [said, setSaid] = useState('Copy all points');
  const onClick = async () => {
    try {
      await navigator.clipboard.writeText(allPoints(curve));
      setSaid('Copied');
    } catch {
      setSaid('Copying is not allowed here');
    }
  };
  return (
    <button type="button" className="button small" onClick={onClick}>
      {said}
    </button>
  );
}

export function DataTable({ curve, title, text }: Props) {
  useSeries('epochs', 500);
  const record = seriesRecord();
  const ruleIds = [...record.keys()];
  const rows = Math.max(0, ...[...record.values()].map((series) => series.epochs.length));
  const cell = (rule: RuleId, row: number) => {
    const value = record.get(rule)?.epochs[row]?.[curve];
    return (
      <td key={rule} className="num" title={value === undefined ? undefined : String(value)}>
        {value === undefined ? '–' : text(value)}
      </td>
    );
  };
  return (
    <div className="data-table">
      <div className="data-scroll">
        <table aria-label={`${title}, numbers`}>
          <thead>
            <tr>
              <th scope="col">Epoch</th>
              {ruleIds.map((rule) => (
                <th scope="col" key={rule}>
                  {rules[rule].name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: Math.max(1, rows) }, (_, i) => i).map((row) => (
              <tr key={row}>
                <th scope="row" className="num">
                  {rows === 0 ? '–' : row + 1}
                </th>
                {ruleIds.map((rule) => cell(rule, row))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <CopyPoints curve={curve} />
    </div>
  );
}
