import { useState } from 'react';
import type { DatasetInfo } from '../../../../data/spec';
import { datasetChoice } from '../../../../store/settings/choices';
import { useSize } from '../../../useSize';
import type { Cell } from '../cells/cells';
import { InsideFigure } from '../InsideFigure';
import { className } from '../sample/sampleText';
import type { InsideView } from '../useInsideView';
import { ConfusionKey } from './ConfusionCaptions';
import { ConfusionGrid } from './ConfusionGrid';
import { ConfusionTable } from './ConfusionTable';
import { answerText, type Confusion, layoutFor, type NameOf, overallText } from './confusionModel';
import { type ClassNumbers, classNumbers } from './confusionNumbers';
import { useConfusion } from './useConfusion';
import './confusion.css';

const TITLE = 'Confusion matrix';

interface PlotProps {
  choice: DatasetInfo;
  confusion: Confusion | undefined;
  name: NameOf;
  numbers: ClassNumbers | undefined;
  overall: string;
}

function ConfusionPlot({ choice, confusion, name, numbers, overall }: PlotProps) {
  const { outputs } = choice;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const [read, setRead] = useState<Cell>();
  const { names, ...layout } = layoutFor(choice, confusion, name, width, numbers?.width);
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
