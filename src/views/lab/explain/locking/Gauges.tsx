import { pipeline } from '../../../../core/cost/timeline';
import { count, percent, times } from '../../../../core/format';
import { type RuleId, rules } from '../../../../core/rules';
import { locksOf } from '../../../../core/rules/locking';
import type { Rule } from '../../../../core/rules/rule';
import { Lamp, lamps } from '../lamps/Lamp';
import './gauges.css';

interface Props {
  rule: RuleId;
  layers: number;
  batches: number;
}

/** One square each, as many as the deepest need. */
function Squares({ held, of }: { held: number; of: number }) {
  return (
    <svg width={of * 9} height={12} aria-hidden="true" className="locking-squares">
      {Array.from({ length: of }, (_, i) => i).map((i) => (
        <rect
          key={i}
          x={i * 9 + 0.5}
          y={0.5}
          width={7}
          height={11}
          rx={1.5}
          className={i < held ? 'held' : ''}
        />
      ))}
    </svg>
  );
}

/** What a timeline comes to, and which locks it has. */
export function Gauges({ rule: id, layers, batches }: Props) {
  const rule: Rule = rules[id];
  const { slots, learnsIn, held, speedUp, efficiency } = pipeline(rule, layers, batches);
  const locks = locksOf(rule);
  return (
    <div className="locking-gauges">
      <dl>
        <dt>{`Slots for ${batches} ${batches === 1 ? 'batch' : 'batches'}`}</dt>
        <dd>{count(slots)}</dd>
        <dt>Layer 1 has learned after</dt>
        <dd>{learnsIn === undefined ? 'never' : `${count(learnsIn)} slots`}</dd>
        <dt title="Of one batch, at the end of a slot">Activations held, per batch</dt>
        <dd>
          <Squares held={held} of={layers + 1} />
          {count(held)}
        </dd>
        <dt>Speed-up, layers at work</dt>
        <dd>{`${times(speedUp)}, ${percent(efficiency, 0)}`}</dd>
      </dl>
      <p className="locking-lamps">
        {lamps.map(([lock, name, what]) => (
          <span key={lock} title={`${name} locking: ${what}`}>
            {lock !== 'forward' && rule.path === 'none' ? (
              `${name}: –`
            ) : (
              <Lamp name={name} locked={locks[lock]} />
            )}
          </span>
        ))}
      </p>
    </div>
  );
}
