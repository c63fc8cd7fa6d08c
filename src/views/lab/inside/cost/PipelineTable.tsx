import { useState } from 'react';
import { pipeline, type WaitsFor, waitsFor } from '../../../../core/cost/timeline';
import { count, percent, times } from '../../../../core/format';
import { type RuleId, rules } from '../../../../core/rules';
import { NumberBox } from '../NumberBox';

const DEFAULT_BATCHES = 4;
const MOST_BATCHES = 10_000;

/** What hidden layers do, in the order of the most waiting. */
const ROWS: readonly (readonly [WaitsFor, string])[] = [
  ['backward', 'wait for the way back'],
  ['second-pass', 'wait for a second pass'],
  ['output', 'wait for the output'],
  ['nothing', 'need not wait'],
  ['never', 'never learn'],
];

/** Speed-up with one processor per layer, for rules that are update-locked and those that are not. */
export function PipelineTable({ ruleIds, layers }: { ruleIds: readonly RuleId[]; layers: number }) {
  const [batches, setBatches] = useState(DEFAULT_BATCHES);
  const rows = ROWS.map(([kind, what]) => ({
    what,
    ids: ruleIds.filter((rule) => waitsFor(rules[rule]) === kind),
  })).filter(({ ids }) => ids.length > 0);
  return (
    <>
      <div className="cost-tools">
        <NumberBox name="Batches" value={batches} min={1} max={MOST_BATCHES} onChange={setBatches} />
      </div>
      <table className="cost-table" aria-label="Pipelining">
        <thead>
          <tr>
            <th scope="col">Layers</th>
            <th scope="col">Slots</th>
            <th scope="col">Speed-up</th>
            <th scope="col">Efficiency</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, ids }) => {
            const { slots, speedUp, efficiency } = pipeline(rules[ids[0] as RuleId], layers, batches);
            return (
              <tr key={what}>
                <th scope="row">
                  {what}
                  <span className="quiet">{ids.map((id) => rules[id].name).join(', ')}</span>
                </th>
                <td className="num">{count(slots)}</td>
                <td className="num">{times(speedUp)}</td>
                <td className="num">{percent(efficiency, 0)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
