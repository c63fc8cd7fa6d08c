import type { Experiment } from '../../../core/run/spec';
import { LineDrawing } from '../../../figures/lines/LineDrawing';
import { useLab } from '../../labContext';
import type { LineFigure } from '../charts/lineFigure';
import { useLineSpec, useLook } from '../charts/useLineSpec';

interface Props {
  figure: LineFigure;
  experiment: Experiment;
  main: boolean;
}

/** In SVG units; scaled to the paper. */
const MAIN = { width: 620, height: 262 } as const;
const SMALL = { width: 420, height: 118 } as const;

/** A line chart scaled to the paper. Rendered synchronously: the browser prints after a single frame. */
export function PrintPlot({ figure, experiment, main }: Props) {
  const lab = useLab();
  const look = useLook(figure, { experiment, narrow: false, main });
  const spec = useLineSpec(figure, look, String(lab.series.tick()));
  const size = main ? MAIN : SMALL;
  const scale = figure.scaleText?.(look) ?? '';
  const title = scale === '' ? figure.title : `${figure.title} (${scale})`;
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={title}>
        <LineDrawing spec={spec} size={size} />
      </svg>
    </figure>
  );
}
