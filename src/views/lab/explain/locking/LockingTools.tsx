import { useId } from 'react';
import { ruleIds, rules } from '../../../../core/rules';
import { LineSample } from '../../../theme/LineSample';
import type { Locking } from './useLocking';

interface RangeProps {
  name: string;
  value: number;
  max: number;
  onChange: (value: number) => void;
}

/** A slider with its value. */
export function Range({ name, value, max, onChange }: RangeProps) {
  const id = useId();
  return (
    <span className="locking-range">
      <label htmlFor={id}>{name}</label>
      <input
        id={id}
        type="range"
        min={1}
        max={max}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <output htmlFor={id}>{value}</output>
    </span>
  );
}

/** How deep, how many batches, and which rules. */
export function LockingTools({ view }: { view: Locking }) {
  const { layers, batches, setLayers, setBatches, rows, toggle } = view;
  return (
    <div className="locking-tools">
      <Range name="Layers" value={layers} max={10} onChange={setLayers} />
      <Range name="Batches" value={batches} max={8} onChange={setBatches} />
      <fieldset className="locking-rules" aria-label="Algorithms on the clock">
        {ruleIds.map((id) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={rows.some(({ rule }) => rule === id)}
              onChange={() => toggle(id)}
            />
            {rules[id].name}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

/** What the marks mean, and what kind of truth they are. */
export function LockingLegend({ second, measured }: { second: boolean; measured: boolean }) {
  return (
    <div className="locking-legend">
      <span>
        <i className="locking-key forward" /> forward
      </span>
      {second && (
        <span>
          <i className="locking-key second-forward" /> second forward pass
        </span>
      )}
      <span>
        <i className="locking-key learns" /> update, with the error’s way back in BP and FA
      </span>
      <span>
        <i className="locking-key waits" /> waiting, activation kept in memory
      </span>
      <span>
        <i className="locking-key ahead" /> still to come
      </span>
      <span>numbers: batch</span>
      <span className="locking-model">
        {measured
          ? 'Upper lanes: a model of who depends on whom; lower lanes: measured'
          : 'A model of who depends on whom, not a measurement'}
      </span>
    </div>
  );
}

export const ruleHead = (id: (typeof ruleIds)[number]) => (
  <span className="locking-name">
    <LineSample rule={id} />
    {rules[id].name}
  </span>
);
