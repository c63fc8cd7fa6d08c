import { memo, useMemo } from 'react';
import { LineLabels } from '../../../figures/labels/LineLabels';
import type { DrawnLine } from '../../../figures/lines/draw';
import { drawnOf, plotOf, shadeOf } from '../../../figures/lines/plan';
import type { LineSpec } from '../../../figures/lines/spec';
import { Bands } from '../../../figures/marks/Bands';
import { LineMarks } from '../../../figures/marks/LineMarks';
import { useSize } from '../../useSize';
import { ExpectedBox } from '../marks/ExpectedBox';
import { LinePlot } from '../marks/LinePlot';
import { LineReader } from '../reader/LineReader';
import './lines.css';

interface Props {
  /** Its parts must keep their identity while unchanged, so that nothing is redrawn. */
  spec: LineSpec;
  /** Training position on the x axis; undefined if nothing is training. */
  now?: number | undefined;
}

const Drawing = memo(function Drawing(props: {
  spec: LineSpec;
  plot: ReturnType<typeof plotOf>;
  lines: readonly DrawnLine[];
}) {
  const { spec, plot, lines } = props;
  const [from, to] = shadeOf(spec) ?? [];
  const shade = useMemo(
    () => (from === undefined || to === undefined ? undefined : ([from, to] as const)),
    [from, to],
  );
  return (
    <LinePlot plot={plot} x={spec.x} shade={shade} guide={spec.guide?.at}>
      {spec.bands && <Bands plot={plot} bands={spec.bands} />}
      {spec.expected && <ExpectedBox plot={plot} expected={spec.expected} />}
      <LineMarks plot={plot} lines={lines} />
    </LinePlot>
  );
});

/** A line chart that fills its container: drawing, labels, and a reader for pointer, touch and keyboard. */
export function LineChart({ spec, now }: Props) {
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const { x, y, labelRoom, narrow, lines, beta, whole } = spec;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the plot depends on these only.
  const plot = useMemo(() => plotOf(spec, { width, height }), [width, height, x, y, labelRoom, narrow]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawing depends on these only.
  const drawn = useMemo(() => drawnOf(spec, width), [lines, x, y, beta, whole, width]);
  return (
    <div className="plot-box" ref={ref}>
      {width > 0 && height > 60 && (
        <>
          <div aria-hidden="true" className="drawing">
            <Drawing spec={spec} plot={plot} lines={drawn} />
          </div>
          <LineLabels plot={plot} lines={drawn} spec={spec} now={now} />
          <LineReader plot={plot} lines={drawn} spec={spec} />
        </>
      )}
    </div>
  );
}
