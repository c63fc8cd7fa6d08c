import { pipeline, waitsFor } from '../../../../core/cost/timeline';
import { count, twoDigits } from '../../../../core/format';
import { rules } from '../../../../core/rules';
import { Figure } from '../../../charts/figure/Figure';
import { TableBox } from '../../../charts/table/TableBox';
import { useSize } from '../../../useSize';
import { useBrief } from '../player/brief';
import { PlayerBar } from '../player/PlayerBar';
import { LockingRow } from './LockingRow';
import { LockingLegend, LockingTools } from './LockingTools';
import { clockOf, stateText } from './laneLayout';
import { Measured } from './Measured';
import { CostOfStep, Curves } from './Model';
import { measuredDrawing, measuredRows, perfettoItem } from './measured/files';
import { MeasuredHead } from './measured/MeasuredHead';
import { MeasuredTable } from './measured/MeasuredNumbers';
import { useMeasured } from './measured/useMeasured';
import { lanesText } from './measured/words';
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
  const measured = useMeasured(view.rows.map(({ rule }) => rule));
  const hasMeasured = measured.all.length > 0;
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
      summary={`${layers} layers, ${batches} batches, slot ${now} of ${total}. Slots in all: ${totals}. ${[...states, ...measured.all.map(lanesText)].join(' ')}`}
      table={() => (
        <>
          <Numbers view={view} />
          {hasMeasured && <MeasuredTable title={`${TITLE}, measured`} all={measured.all} />}
        </>
      )}
      exports={
        hasMeasured
          ? { draw: () => measuredDrawing(measured), rows: () => measuredRows(measured) }
          : undefined
      }
      moreFiles={hasMeasured ? [perfettoItem(measured)] : undefined}
      className="figure locking"
    >
      {!brief && <LockingTools view={view} />}
      {rows.length === 0 ? (
        <p className="explain-none">Tick an algorithm to see what its layers wait for.</p>
      ) : (
        <>
          <PlayerBar player={player} sentence={sentence} unit="Slot" />
          <LockingLegend
            second={rows.some(({ rule }) => waitsFor(rules[rule]) === 'second-pass')}
            measured={hasMeasured}
          />
          <MeasuredHead view={measured} />
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
            <LockingRow key={row.rule} {...{ row, layers, batches, now, clock, pace, width, measured }} />
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
