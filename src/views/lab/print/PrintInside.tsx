import { count } from '../../../core/format';
import { datasetChoice } from '../../../store/settings/choices';
import { evaluatedText } from '../charts/chartTexts';
import { ConfusionMatrix } from '../inside/confusion/ConfusionMatrix';
import { overallText } from '../inside/confusion/confusionModel';
import { classWords } from '../inside/confusion/confusionNumbers';
import { useConfusion } from '../inside/confusion/useConfusion';
import { DiagramCaption } from '../inside/diagram/DiagramCaption';
import { DiagramDrawing } from '../inside/diagram/DiagramDrawing';
import { DiagramScales } from '../inside/diagram/DiagramScales';
import { HEIGHT } from '../inside/diagram/diagramLayout';
import { useDiagramLayout } from '../inside/diagram/useDiagramLayout';
import { useDiagramParts } from '../inside/diagram/useDiagramParts';
import { cellSide, correlationText, heatmapModel, partText } from '../inside/heatmaps/heatmapModel';
import { MatrixRow } from '../inside/heatmaps/MatrixRow';
import { SampleValues } from '../inside/sample/SampleValues';
import { type InsideView, networkName, useInsideView } from '../inside/useInsideView';
import { PrintFigure } from './PrintFigure';
import { PrintAngles, PrintDeltas } from './PrintLines';

/** Pixels between the margins of a portrait sheet, slightly less. */
const WIDTH = 700;
/** Maximum cell size of a small confusion matrix, and the width of names and accuracies beside it. */
const CLASS = 31;
const ASIDE = 148;
const nothing = (): void => {};

function PrintDiagram({ view }: { view: InsideView }) {
  const { experiment, run, hidden, layer, sample, inspection, scales } = view;
  const layout = useDiagramLayout(view, WIDTH);
  const parts = useDiagramParts(view, layout);
  const where = hidden > 1 ? `hidden layer ${layer} of ${count(hidden)}, ` : '';
  return (
    <PrintFigure
      title={`Inside ${networkName(view)}`}
      subtitle={`${where}training sample no. ${count((inspection?.sample.index ?? sample) + 1)}`}
    >
      {!datasetChoice(experiment.dataset).image && (
        <SampleValues dataset={experiment.dataset} sample={sample} />
      )}
      <div className="diagram-stage" style={{ width: WIDTH, height: HEIGHT }}>
        <DiagramDrawing {...{ view, layout, parts }} />
      </div>
      <DiagramScales {...{ layout, inspection, parts, scales, run }} />
      <DiagramCaption {...{ view, layout }} signal={parts.signal} />
    </PrintFigure>
  );
}

function PrintHeatmaps({ view }: { view: InsideView }) {
  const model = heatmapModel(view);
  if (!model) return null;
  const side = cellSide(model, WIDTH);
  const correlation = model.matrices.length > 1 ? `, correlation ${correlationText(model.correlation)}` : '';
  const { gone } = view;
  return (
    <PrintFigure title="Feedback and weights" subtitle={`${partText(model)}${correlation}`}>
      {model.matrices.map((matrix) => (
        <MatrixRow
          key={matrix.what}
          {...{ model, matrix, side, gone }}
          at={undefined}
          onRead={nothing}
          paper
        />
      ))}
    </PrintFigure>
  );
}

function PrintConfusion({ view }: { view: InsideView }) {
  const choice = datasetChoice(view.experiment.dataset);
  const seen = useConfusion(view);
  if (choice.task !== 'classification' || !seen) return null;
  const { confusion, epoch } = seen;
  const words = classWords(choice);
  return (
    <PrintFigure
      title={`Confusion matrix of ${networkName(view)}`}
      subtitle={`after epoch ${epoch}, ${evaluatedText(view.experiment)}`}
      about={overallText(confusion, words.said)}
    >
      <ConfusionMatrix
        {...{ choice, confusion, words }}
        width={Math.min(WIDTH, ASIDE + choice.outputs * CLASS)}
        paper
      />
    </PrintFigure>
  );
}

/** The open Inside column in print; each part stays on one sheet. */
export function PrintInside() {
  const view = useInsideView();
  if (!view) return null;
  return (
    <>
      <PrintDiagram view={view} />
      <PrintHeatmaps view={view} />
      <div className="print-pair">
        <PrintAngles view={view} />
        <PrintDeltas view={view} />
      </div>
      <PrintConfusion view={view} />
    </>
  );
}
