import { waitsFor } from '../../../../core/cost/timeline';
import { rules } from '../../../../core/rules';
import { useBrief } from '../player/brief';
import { Gauges } from './Gauges';
import { Lanes } from './Lanes';
import { ruleHead } from './LockingTools';
import { type Clock, why, xOf } from './laneLayout';
import { MeasuredLanes, measuredHead } from './measured/MeasuredLanes';
import { MeasuredNumbers } from './measured/MeasuredNumbers';
import { originOf } from './measured/pieces';
import type { MeasuredView } from './measured/useMeasured';
import type { Row } from './useLocking';

interface Props {
  row: Row;
  layers: number;
  batches: number;
  /** Slots passed, the present one with them. */
  now: number;
  clock: Clock;
  /** Milliseconds that the playhead takes for a slot. */
  pace: number;
  /** Of the lanes, in pixels; 0 before it is known. */
  width: number;
  measured: MeasuredView;
}

/** A rule on the model's clock, and below it what was measured of its run. */
export function LockingRow({ row, layers, batches, now, clock, pace, width, measured }: Props) {
  const brief = useBrief();
  const { rule } = row;
  const { name } = rules[rule];
  const one = measured.of(rule);
  return (
    <>
      <section className="locking-row" aria-label={name}>
        <div className="locking-lanes">
          <h3>
            {ruleHead(rule)} <span className="quiet">{why[waitsFor(rules[rule])]}</span>
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
        {!brief && <Gauges rule={rule} layers={layers} batches={batches} />}
      </section>
      {one && (
        <section className="locking-row locking-real" aria-label={`${name}, measured`}>
          <div className="locking-lanes">
            <h3>
              Measured <span className="quiet">{measuredHead(one)}</span>
            </h3>
            {width > 0 && (
              <MeasuredLanes
                {...one}
                {...{ width, length: measured.length, first: measured.first }}
                origin={originOf(one.trace, measured)}
              />
            )}
          </div>
          {!brief && <MeasuredNumbers one={one} />}
        </section>
      )}
    </>
  );
}
