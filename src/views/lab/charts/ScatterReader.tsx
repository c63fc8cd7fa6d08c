import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { threeDigits } from '../../../core/format';
import { Reader } from '../../charts/reader/Reader';
import { movePair, nearestSpot, type Pair, type Spot, withUnit } from './predicted';
import { TOP } from './Scatter';

interface Props {
  side: number;
  /** Left of the square. */
  left: number;
  pairs: readonly Pair[];
  spots: readonly (Spot | undefined)[];
  unit: string | undefined;
  title: string;
}

const REACH = 14;
const WIDE = 168;

/** Reads the point under the pointer; with the keyboard it goes from the lowest true value to the highest. */
export function ScatterReader({ side, left, pairs, spots, unit, title }: Props) {
  const [at, setAt] = useState<number>();
  const pair = at === undefined ? undefined : pairs[at];
  const spot = at === undefined ? undefined : spots[at];
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) / side, (event.clientY - box.top) / side];
    setAt(nearestSpot(spots, x, y, REACH / side));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setAt(undefined);
    const next = movePair(pairs, at, event.key);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
  };
  const text = (value: number) => withUnit(threeDigits(value), unit);
  const said = pair && `true ${text(pair.truth)}, predicted ${text(pair.predicted)}`;
  return (
    <Reader
      box={{ left, top: TOP, width: side, height: side }}
      label={`${title}: read the points`}
      min={0}
      max={Math.max(1, pairs.length)}
      now={at === undefined ? 0 : at + 1}
      said={said}
      onMove={onMove}
      onLeave={() => setAt(undefined)}
      onKeyDown={onKey}
    >
      {pair && spot && (
        <>
          <span className="scatter-mark" style={{ left: spot.x * side, top: spot.y * side }} />
          <div
            className="tip num scatter-tip"
            style={{
              width: WIDE,
              left: Math.min(spot.x * side + 12, side - WIDE + 96),
              ...(spot.y > 0.5 ? { bottom: (1 - spot.y) * side + 10 } : { top: spot.y * side + 10 }),
            }}
          >
            <div className="tip-row">
              <span>true</span>
              <span className="tip-value">{text(pair.truth)}</span>
            </div>
            <div className="tip-row">
              <span>predicted</span>
              <span className="tip-value">{text(pair.predicted)}</span>
            </div>
          </div>
        </>
      )}
    </Reader>
  );
}
