import { memo, useMemo } from 'react';
import type { Plot } from '../axes/plot';
import type { DrawnLine, SeedLine } from '../lines/draw';
import { Curve, type CurveLook } from './Curves';
import { SharedCurves } from './SharedCurves';

interface Props {
  plot: Plot;
  lines: readonly DrawnLine[];
}

function lookOf({ rule, style: { line: stroke, dash, cap } }: Pick<DrawnLine, 'rule' | 'style'>): CurveLook {
  return { stroke, dash, cap, className: `ruled rule-${rule}` };
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
      <BehindMeans plot={plot} lines={lines} />
      <SharedCurves plot={plot} lines={solid} weight={means ? 'mean' : 'line'} />
      <SharedCurves plot={plot} lines={thin} weight="thin" />
    </>
  );
});
