import { position } from '../../../inside/cells/ramp';

const [BAR, HEIGHT] = [10, 40] as const;

interface Props {
  /** [C] */
  values: Float32Array;
  /** The only one that is drawn. */
  only: number | undefined;
  /** Values of ±m reach the edges. */
  m: number;
  faint?: boolean;
}

/** An error as bars up and down from zero, one for each output. */
export function Bars({ values, only, m, faint = false }: Props) {
  const middle = HEIGHT / 2;
  return (
    <svg
      className={faint ? 'drawer-bars faint' : 'drawer-bars'}
      viewBox={`0 0 ${values.length * BAR} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={`M0 ${middle}H${values.length * BAR}`} />
      {Array.from(values, (value, i) => {
        if (only !== undefined && i !== only) return null;
        const at = position(value, m) || 0;
        const high = Math.abs(at) * middle;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: outputs are identified by their place.
            key={i}
            className={at < 0 ? 'low' : 'high'}
            x={i * BAR + 1}
            width={BAR - 2}
            y={at < 0 ? middle : middle - high}
            height={high}
          />
        );
      })}
    </svg>
  );
}
