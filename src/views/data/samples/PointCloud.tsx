const WIDTH = 268;
const HEIGHT = 80;
const MARGIN = 4;
/** If one axis is longer by this factor, the axes get separate scales. */
const MOST_UNEQUAL = 4;

interface Props {
  x: readonly number[];
  y: readonly number[];
  labels: readonly number[];
}

function range(values: readonly number[]): readonly [from: number, size: number] {
  const from = Math.min(...values);
  return [from, Math.max(...values) - from || 1];
}

/** One path per class, whose line caps draw the marks: squares and discs. */
export function pointPaths({ x, y, labels }: Props): readonly string[] {
  const [left, across] = range(x);
  const [bottom, up] = range(y);
  const widest = [(WIDTH - 2 * MARGIN) / across, (HEIGHT - 2 * MARGIN) / up] as const;
  const unequal = across / up > MOST_UNEQUAL || up / across > MOST_UNEQUAL;
  const least = Math.min(...widest);
  const [sx, sy] = unequal ? widest : [least, least];
  const paths: string[] = [];
  labels.forEach((label, i) => {
    const px = WIDTH / 2 + ((x[i] ?? 0) - left - across / 2) * sx;
    const py = HEIGHT / 2 - ((y[i] ?? 0) - bottom - up / 2) * sy;
    paths[label] = `${paths[label] ?? ''}M${px.toFixed(1)} ${py.toFixed(1)}h0`;
  });
  return Array.from(paths, (path) => path ?? '');
}

/** A scatter plot of two-dimensional points by class. */
export function PointCloud(props: Props) {
  const paths = pointPaths(props);
  return (
    <svg
      className="cloud"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${props.x.length} points of ${paths.length} classes`}
    >
      {paths.map((path, label) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the class.
        <path key={label} d={path} className={`points class-${label % 4}`} />
      ))}
    </svg>
  );
}
