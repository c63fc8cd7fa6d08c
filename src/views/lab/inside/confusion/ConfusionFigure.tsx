import { useState } from 'react';
import type { DatasetInfo } from '../../../../data/spec';
import { datasetChoice } from '../../../../store/settings/choices';
import { useSize } from '../../../useSize';
import { evaluatedText } from '../../charts/chartTexts';
import type { Cell } from '../cells/cells';
import { InsideFigure } from '../figure/InsideFigure';
import { type InsideView, networkName } from '../useInsideView';
import { ConfusionKey } from './ConfusionCaptions';
import { ConfusionMatrix } from './ConfusionMatrix';
import { ConfusionTable } from './ConfusionTable';
import { confusionDrawing } from './confusionFile';
import { answerText, type Confusion, confusionRows, overallText } from './confusionModel';
import { type ClassWords, classWords } from './confusionNumbers';
import { useConfusion } from './useConfusion';
import './confusion.css';

const TITLE = 'Confusion matrix';

interface PlotProps {
  choice: DatasetInfo;
  confusion: Confusion | undefined;
  words: ClassWords;
  overall: string;
}

function ConfusionPlot({ choice, confusion, words, overall }: PlotProps) {
  const { outputs } = choice;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const [read, setRead] = useState<Cell>();
  const at = read && read.row < outputs && read.column < outputs ? read : undefined;
  return (
    <div className="confusion-figure" ref={ref}>
      {width > 0 && <ConfusionMatrix {...{ choice, confusion, words, width, at }} onRead={setRead} />}
      <p className="confusion-foot num">
        {at && confusion ? answerText(confusion, at, words.said) : overall}
      </p>
      {words.numbers?.keyed && <ConfusionKey classes={outputs} name={words.name} />}
    </div>
  );
}

/** Confusion matrix of the chosen rule on the test set. */
export function ConfusionFigure({ view }: { view: InsideView }) {
  const choice = datasetChoice(view.experiment.dataset);
  const seen = useConfusion(view);
  const confusion = seen?.confusion;
  const words = classWords(choice);
  const evaluated = evaluatedText(view.experiment);
  const overall = confusion ? overallText(confusion, words.said) : '';
  return (
    <InsideFigure
      title={TITLE}
      whose={networkName(view)}
      subtitle={`${seen ? `after epoch ${seen.epoch}` : 'after each epoch'}, ${evaluated}`}
      summary={confusion ? `After epoch ${seen?.epoch}: ${overall}` : 'No epoch is finished yet.'}
      table={confusion && (() => <ConfusionTable confusion={confusion} name={words.name} title={TITLE} />)}
      exports={
        confusion && {
          draw: () => confusionDrawing(choice, confusion, words),
          rows: () => confusionRows(confusion, words.name),
        }
      }
      className="figure-confusion"
    >
      <ConfusionPlot {...{ choice, confusion, words, overall }} />
    </InsideFigure>
  );
}
