import { Reader } from '../reader/Reader';
import { useReading } from '../reader/useReading';
import { moveByValue, nearestSpot, type Spot } from './spots';
import './points.css';

interface Props {
  /** The plot's rectangle in the figure, in pixels. */
  box: { left: number; top: number; width: number; height: number };
  spots: readonly (Spot | undefined)[];
  /** X values: the keys move from the lowest to the highest. */
  values: readonly number[];
  /** Names and values shown for a point. */
  told: (place: number) => readonly { readonly name: string; readonly text: string }[];
  title: string;
}

const REACH = 14;
const WIDE = 168;

/** Reads the point under the pointer; with the keyboard, moves from point to point. */
export function PointReader({ box, spots, values, told, title }: Props) {
  const { width, height } = box;
  const { read, on } = useReading<number>({
    at: ({ x, y }) => nearestSpot(spots, x / width, y / height, REACH / Math.min(width, height)),
    move: (key, from) => moveByValue(values, from, key),
  });
  // A new run may have fewer points.
  const at = read !== undefined && read < values.length ? read : undefined;
  const spot = at === undefined ? undefined : spots[at];
  const rows = at === undefined ? [] : told(at);
  return (
    <Reader
      box={box}
      label={`${title}: read the points`}
      min={0}
      max={Math.max(1, values.length)}
      now={at === undefined ? 0 : at + 1}
      said={at === undefined ? undefined : rows.map(({ name, text }) => `${name} ${text}`).join(', ')}
      on={on}
    >
      {spot && (
        <>
          <span className="scatter-mark" style={{ left: spot.x * width, top: spot.y * height }} />
          <div
            className="tip num scatter-tip"
            style={{
              width: WIDE,
              left: Math.min(spot.x * width + 12, width - WIDE + 96),
              ...(spot.y > 0.5 ? { bottom: (1 - spot.y) * height + 10 } : { top: spot.y * height + 10 }),
            }}
          >
            {rows.map(({ name, text }) => (
              <div key={name} className="tip-row">
                <span>{name}</span>
                <span className="tip-value">{text}</span>
              </div>
            ))}
          </div>
        </>
      )}
    </Reader>
  );
}
