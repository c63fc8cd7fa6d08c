import { pipeline, waitsFor } from '../../../../core/cost/timeline';
import { count, twoDigits } from '../../../../core/format';
import { rules } from '../../../../core/rules';
import { Figure } from '../../../charts/figure/Figure';
import { TableBox } from '../../../charts/table/TableBox';
import { useSize } from '../../../useSize';
import { useBrief } from '../player/brief';
import { PlayerBar } from '../player/PlayerBar';
import { Gauges } from './Gauges';
import { Lanes } from './Lanes';
import { LockingLegend, LockingTools, ruleHead } from './LockingTools';
import { clockOf, stateText, why, xOf } from './laneLayout';
import { Measured } from './Measured';
import { CostOfStep, Curves } from './Model';
import { Ruler } from './Ruler';
import { type Locking, useLocking } from './useLocking';
import './locking.css';
import './model.css';

const TITLE = 'Update locking';
/** Slots may be as wide where there is room beside them. */
const BRIEF_SLOT = 64;
const columns = [
  ['slots', 'Slots'],
  ['learnsIn', 'Layer 1 has learned after'],
  ['held', 'Activations of a batch held at most'],
  ['heldInAll', 'Of all batches'],
  ['speedUp', 'Speed-up'],
  ['efficiency', 'Efficiency'],
] as const;

function Numbers({ view: { rows, layers, batches } }: { view: Locking }) {
  return (
    <TableBox
      title={TITLE}
      head="Algorithm"
      columns={columns.map(([key, name]) => ({ key, name }))}
      rows={rows.map(({ rule }) => {
        const numbers = pipeline(rules[rule], layers, batches);
        return { key: rule, head: rules[rule].name, cells: columns.map(([key]) => numbers[key]) };
      })}
      text={(value) => (Number.isInteger(value) ? count(value) : twoDigits(value))}
    />
  );
}

/** Timelines of who waits for whom, on one clock; what they come to; and apart from them, what was measured. */
export function LockingFigure() {
  const view = useLocking();
  const brief = useBrief();
  const [ref, { width }] = useSize<HTMLDivElement>();
  const { rows, layers, batches, total, player, pace } = view;
  const now = player.at + 1;
  const clock = clockOf(total, width, now, brief ? BRIEF_SLOT : undefined);
  const states = rows.map(({ rule, line }) => `${rules[rule].name}: ${stateText(line, layers, now)}.`);
  const done = rows.filter(({ line }) => line.total <= now).map(({ rule }) => rules[rule].name);
  const sentence = done.length === 0 ? 'No algorithm is done yet.' : `Done: ${done.join(', ')}.`;
  const totals = rows.map(({ rule, line }) => `${rules[rule].name} ${line.total}`).join(', ');
  return (
    <Figure
      title={TITLE}
      subtitle="Who waits for whom, on one clock"
      summary={`${layers} layers, ${batches} batches, slot ${now} of ${total}. Slots in all: ${totals}. ${states.join(' ')}`}
      table={() => <Numbers view={view} />}
      className="figure locking"
    >
      {!brief && <LockingTools view={view} />}
      {rows.length === 0 ? (
        <p className="explain-none">Tick an algorithm to see what its layers wait for.</p>
      ) : (
        <>
          <PlayerBar player={player} sentence={sentence} unit="Slot" />
          <LockingLegend second={rows.some(({ rule }) => waitsFor(rules[rule]) === 'second-pass')} />
          <div className="locking-clock">
            <div className="locking-time" ref={ref}>
              {width > 0 && (
                <Ruler
                  {...{ player, clock, pace }}
                  valueText={`Slot ${now} of ${total}. ${states.join(' ')}`}
                />
              )}
            </div>
          </div>
          {rows.map((row) => (
            <section key={row.rule} className="locking-row" aria-label={rules[row.rule].name}>
              <div className="locking-lanes">
                <h3>
                  {ruleHead(row.rule)} <span className="quiet">{why[waitsFor(rules[row.rule])]}</span>
                </h3>
                {width > 0 && (
                  <>
                    <Lanes {...{ row, layers, now, clock }} />
                    <span
                      className="locking-line"
                      style={{
                        transform: `translateX(${xOf(clock, now) - 1}px)`,
                        transitionDuration: `${pace}ms`,
                      }}
                    />
                  </>
                )}
              </div>
              {!brief && <Gauges rule={row.rule} layers={layers} batches={batches} />}
            </section>
          ))}
          {!brief && (
            <>
              <Curves view={view} />
              <div className="locking-below">
                <CostOfStep ids={rows.map(({ rule }) => rule)} layers={layers} />
                <Measured />
              </div>
            </>
          )}
        </>
      )}
    </Figure>
  );
}
