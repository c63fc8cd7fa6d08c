import { useMemo, useState } from 'react';
import type { DatasetInfo } from '../../../data/spec';
import { datasetChoice } from '../../../store/choices';
import { seriesRecord } from '../../../store/series';
import { useSeries } from '../../useSeries';
import { useSize } from '../../useSize';
import { ConfusionKey } from './ConfusionCaptions';
import { ConfusionGrid } from './ConfusionGrid';
import { ConfusionTable } from './ConfusionTable';
import type { Cell } from './cells';
import {
  answerText,
  type Confusion,
  confusionLayout,
  confusionOf,
  GAP,
  LETTER,
  type NameOf,
  overallText,
} from './confusionModel';
import { type ClassNumbers, classNumbers } from './confusionNumbers';
import { InsideFigure } from './InsideFigure';
import { className } from './sampleText';
import type { InsideView } from './useInsideView';

const TITLE = 'Confusion matrix';
const ENDS = 48;
/** Names beside the rows: at least the corner's own words, and not too much of the width. */
const NAMES = { least: 62, most: 96 } as const;

/** How the rule that is looked at answered the test set after its last epoch. */
function useConfusion({ rule, experiment }: InsideView) {
  useSeries('epochs', 500);
  const event = seriesRecord().get(rule)?.predictions;
  const counts = event?.confusion;
  const { outputs } = datasetChoice(experiment.dataset);
  // The settings may name another data set before the record of the last run is emptied.
  const fits = counts?.length === outputs * outputs;
  return useMemo(
    () => (counts && fits ? { confusion: confusionOf(counts), epoch: event?.epoch } : undefined),
    [counts, fits, event],
  );
}

interface PlotProps {
  choice: DatasetInfo;
  confusion: Confusion | undefined;
  name: NameOf;
  numbers: ClassNumbers | undefined;
  overall: string;
}

function ConfusionPlot({ choice: { outputs, testSize }, confusion, name, numbers, overall }: PlotProps) {
  const [ref, { width }] = useSize<HTMLDivElement>();
  const [read, setRead] = useState<Cell>();
  const longest = Math.max(...Array.from({ length: outputs }, (_, i) => name(i).length));
  const names = numbers?.width ?? Math.min(NAMES.most, Math.max(NAMES.least, longest * LETTER + GAP));
  const largest = confusion?.counts.reduce((most, n) => Math.max(most, n), 0) ?? testSize / outputs;
  const layout = confusionLayout(outputs, width, { names, ends: ENDS, largest });
  const at = read && read.row < outputs && read.column < outputs ? read : undefined;
  return (
    <div className="confusion-figure" ref={ref} style={{ '--names': `${names}px` } as object}>
      {width > 0 && (
        <ConfusionGrid {...{ confusion, layout, name, numbers, at }} classes={outputs} onRead={setRead} />
      )}
      <p className="confusion-foot num">
        {at && confusion ? answerText(confusion, at, numbers?.name ?? name) : overall}
      </p>
      {numbers?.keyed && <ConfusionKey classes={outputs} name={name} />}
    </div>
  );
}

/** Which classes the chosen rule takes for which others. */
export function ConfusionFigure({ view }: { view: InsideView }) {
  const choice = datasetChoice(view.experiment.dataset);
  const seen = useConfusion(view);
  const confusion = seen?.confusion;
  const name: NameOf = (label) => className(choice, label);
  const numbers = classNumbers(choice.outputs, name);
  const overall = confusion ? overallText(confusion, numbers?.name ?? name) : '';
  return (
    <InsideFigure
      title={TITLE}
      subtitle={seen ? `after epoch ${seen.epoch}, full test set` : 'after each epoch, full test set'}
      summary={confusion ? `After epoch ${seen?.epoch}: ${overall}` : 'No epoch is finished yet.'}
      table={confusion && (() => <ConfusionTable {...{ confusion, name }} title={TITLE} />)}
      className="figure-confusion"
    >
      <ConfusionPlot {...{ choice, confusion, name, numbers, overall }} />
    </InsideFigure>
  );
}
