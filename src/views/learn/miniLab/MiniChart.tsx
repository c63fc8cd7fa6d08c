import { useMemo } from 'react';
import { Figure } from '../../charts/figure/Figure';
import { LineChart } from '../../charts/lines/LineChart';
import { LineTable } from '../../charts/table/LineTable';
import { PHONE, useMedia } from '../../useMedia';
import type { LessonChart } from '../lesson';
import { type ArmRecord, chartSpec, chartSummary, type Guess } from './lines';

interface Props {
  arms: readonly ArmRecord[];
  chart: LessonChart;
  /** Changes whenever there are new points. */
  news: string;
  guess?: Guess | undefined;
}

/** One chart of a mini-lab. */
export function MiniChart({ arms, chart, news, guess }: Props) {
  const narrow = useMedia(PHONE);
  const drawn = JSON.stringify(guess);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the records are mutable; the key tracks their changes.
  const spec = useMemo(() => chartSpec({ arms, chart, narrow, guess }), [news, chart, narrow, drawn]);
  return (
    <Figure
      title={spec.title}
      subtitle={chart.of.kind === 'angle' ? `hidden layer ${chart.of.layer}` : ''}
      summary={chartSummary(spec)}
      table={() => (
        <div className="plot">
          <LineTable spec={spec} />
        </div>
      )}
      className="figure mini-chart"
    >
      <div className="plot">
        <LineChart spec={spec} />
      </div>
    </Figure>
  );
}
