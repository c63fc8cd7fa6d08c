interface Props {
  counts: readonly number[];
  width: number;
  height: number;
  className?: string;
}

/** A decorative bar chart: the text beside it gives the same information. */
export function Bars({ counts, width, height, className = '' }: Props) {
  const most = Math.max(1, ...counts);
  const step = width / Math.max(1, counts.length);
  // Whole pixels keep thin bars sharp; few categories get wide bars.
  const thick = Math.max(1, Math.min(12, Math.floor(step - 0.75)));
  const bars = counts.map((count, i) => {
    const tall = count === 0 ? 0 : Math.max(1, (count / most) * height);
    return `M${(i * step).toFixed(1)} ${height}v${-tall.toFixed(1)}h${thick}v${tall.toFixed(1)}z`;
  });
  return (
    <svg
      className={`bars ${className}`}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
    >
      <path d={bars.join('')} />
    </svg>
  );
}
