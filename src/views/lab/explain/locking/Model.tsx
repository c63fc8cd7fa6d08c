import { memory, memoryTotal, type NetworkShape, operations } from '../../../../core/cost/cost';
import { amount, bytesText, count, percent, times } from '../../../../core/format';
import { type RuleId, rules } from '../../../../core/rules';
import { linearTicks } from '../../../../figures/axes/ticks';
import { useShape } from '../../inside/cost/useCost';
import { DepthChart } from './DepthChart';
import { curvesOf, deepShape, denseText, MOST_LAYERS } from './depth';
import { ruleHead } from './LockingTools';
import type { Locking } from './useLocking';

const netText = ({ inputs, hidden, outputs }: NetworkShape): string => {
  const middle =
    hidden.length === 0 ? [] : [hidden.length === 1 ? hidden[0] : `${hidden.length} × ${hidden[0]}`];
  return [inputs, ...middle, outputs].join('–');
};

/** Slots, speed-up and efficiency against depth. */
export function Curves({ view: { rows, layers, batches } }: { view: Locking }) {
  const shown = rows.map(({ rule }) => rule);
  const slots = curvesOf(shown, batches, (one) => one.slots);
  const speed = curvesOf(shown, batches, (one) => one.speedUp);
  const busy = curvesOf(shown, batches, (one) => one.efficiency);
  const most = (curves: typeof slots) => Math.max(1, ...curves.flatMap(({ values }) => values));
  const roundUp = (value: number) => {
    const step = value > 100 ? 40 : value > 40 ? 20 : value > 10 ? 10 : 2;
    return Math.ceil(value / step) * step;
  };
  const common = { layers };
  return (
    <div className="locking-charts">
      <DepthChart
        {...common}
        title="Slots"
        note={`for ${batches} ${batches === 1 ? 'batch' : 'batches'}, as the network gets deeper`}
        curves={slots}
        ticks={linearTicks(0, roundUp(most(slots)), 4)}
        text={count}
      />
      <DepthChart
        {...common}
        title="Speed-up"
        note="over one processor for all layers"
        curves={speed}
        ticks={linearTicks(0, Math.min(MOST_LAYERS, roundUp(most(speed))), 4)}
        text={times}
      />
      <DepthChart
        {...common}
        title="Efficiency"
        note="share of slots in which a layer works"
        curves={busy}
        ticks={[0, 0.5, 1].map((at) => ({ at, label: percent(at, 0) }))}
        text={(value) => percent(value, 0)}
      />
    </div>
  );
}

/** What a step costs each rule in the cost model, whatever it waits for. */
export function CostOfStep({ ids, layers }: { ids: readonly RuleId[]; layers: number }) {
  const own = useShape();
  const shape = deepShape(own, layers);
  const bp = operations(rules.bp, shape).total;
  return (
    <section className="locking-part">
      <h3>
        Operations and memory{' '}
        <span className="quiet">{`a model: ${netText(shape)}, batches of ${count(shape.batchSize)}${denseText(own)}`}</span>
      </h3>
      <table aria-label="Operations and memory">
        <thead>
          <tr>
            <th scope="col">Algorithm</th>
            <th scope="col">Multiply-adds per step</th>
            <th scope="col">Of BP’s</th>
            <th scope="col" title="Activations, deltas, B and errors; besides weights and optimizer">
              Memory
            </th>
          </tr>
        </thead>
        <tbody>
          {ids.map((id) => {
            const { total } = operations(rules[id], shape);
            return (
              <tr key={id}>
                <th scope="row">{ruleHead(id)}</th>
                <td className="num">{amount(total)}</td>
                <td className="num">{percent(total / bp, 0)}</td>
                <td className="num">{bytesText(memoryTotal(memory(rules[id], shape)))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
