import { memo, useMemo } from 'react';
import { type Plot, pathOf, xAt, yAt } from '../axes/plot';
import type { DrawnLine, SeedLine } from '../lines/draw';
import { ruledClass } from '../lines/line';
import { Curve, type CurveLook } from './Curves';
import { SharedCurves } from './SharedCurves';

interface Props {
  plot: Plot;
  lines: readonly DrawnLine[];
}

function lookOf(line: Pick<DrawnLine, 'rule' | 'style' | 'mark'>): CurveLook {
  const { line: stroke, dash, cap } = line.style;
  return { stroke, dash, cap, className: ruledClass(line) };
}

const strokesWith = ({ key, strokes }: SeedLine | DrawnLine, look: CurveLook) =>
  strokes.map((points) => ({ key: `${key} ${points[0]?.x}`, points, look }));

/** Single seeds and unsmoothed curves, drawn behind all means and averages. */
function BehindMeans({ plot, lines }: Props) {
  return lines.flatMap((line) => {
    const look = lookOf(line);
    if (line.seeds.length === 0)
      return [<Curve key={line.key} plot={plot} {...look} points={line.raw} weight="faint" />];
    return line.seeds.flatMap((seed) => [
      ...strokesWith(seed, look).map(({ key, points }) => (
        <Curve key={key} plot={plot} {...look} points={points} weight="seed" />
      )),
      <Curve key={`${seed.key} since`} plot={plot} {...look} points={seed.thin} weight="thin" />,
    ]);
  });
}

/** The ranges around means. */
function MeanBands({ plot, lines }: Props) {
  return lines
    .filter(({ band }) => band.length > 0)
    .map((line) => (
      <path
        key={line.key}
        d={`${pathOf(plot, line.band)}Z`}
        fill={line.style.line}
        fillOpacity={0.13}
        className={ruledClass(line)}
      />
    ));
}

/** Circles around the points that a figure points out. */
function Circles({ plot, lines }: Props) {
  return lines.map((line) =>
    line.circled ? (
      <circle
        key={line.key}
        className={ruledClass(line)}
        cx={xAt(plot, line.circled.x)}
        cy={yAt(plot, line.circled.y)}
        r={9}
        fill="none"
        stroke={line.style.line}
        strokeWidth={1.5}
      />
    ) : null,
  );
}

/** All lines of a chart: a rule's only run, or the mean over its runs. Overlapping lines all stay visible. */
export const LineMarks = memo(function LineMarks({ plot, lines }: Props) {
  const [solid, thin] = useMemo(
    () => [
      lines.flatMap((line) => strokesWith(line, lookOf(line))),
      lines.map((line) => ({ key: line.key, points: line.thin, look: lookOf(line) })),
    ],
    [lines],
  );
  const means = lines.some(({ seeds }) => seeds.length > 0);
  return (
    <>
      <MeanBands plot={plot} lines={lines} />
      <BehindMeans plot={plot} lines={lines} />
      <SharedCurves plot={plot} lines={solid} weight={means ? 'mean' : 'line'} />
      <SharedCurves plot={plot} lines={thin} weight="thin" />
      <Circles plot={plot} lines={lines} />
    </>
  );
});
