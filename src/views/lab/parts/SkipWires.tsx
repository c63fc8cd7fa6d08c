import './skipWires.css';

interface Unit {
  readonly unit: number;
  readonly x: number;
  readonly y: number;
}

/** From units to their namesakes in the next layer, which adds them. Beside its weights: a line of weight 1. */
export function SkipWires({ from, to }: { from: readonly Unit[]; to: readonly Unit[] }) {
  const ends = new Map(to.map((one) => [one.unit, one]));
  return from.map(({ unit, x, y }) => {
    const end = ends.get(unit);
    return end && <line key={unit} x1={x} y1={y} x2={end.x} y2={end.y} className="skip-wire" />;
  });
}
