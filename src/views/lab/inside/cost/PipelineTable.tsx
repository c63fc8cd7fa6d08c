import { useState } from 'react';
import { pipeline } from '../../../../core/cost/cost';
import { count, percent, times } from '../../../../core/format';
import { type RuleId, rules } from '../../../../core/rules';
import { isUpdateLocked } from '../../../../core/rules/rule';
import { NumberBox } from '../NumberBox';

const DEFAULT_BATCHES = 4;
const MOST_BATCHES = 10_000;

const ROWS = [
  { locked: true, what: 'must wait' },
  { locked: false, what: 'need not wait' },
] as const;

/** A processor for each layer: what rules gain whose layers need not wait for the output. */
export function PipelineTable({ ruleIds, layers }: { ruleIds: readonly RuleId[]; layers: number }) {
  const [batches, setBatches] = useState(DEFAULT_BATCHES);
  const rows = ROWS.map(({ locked, what }) => ({
    what,
    ids: ruleIds.filter((rule) => isUpdateLocked(rules[rule]) === locked),
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
