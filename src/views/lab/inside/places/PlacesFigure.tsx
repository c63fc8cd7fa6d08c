import { MoveHorizontal } from 'lucide-react';
import { useMemo, useState } from 'react';
import { measures } from '../../../../core/measures';
import { rules } from '../../../../core/rules';
import { type XAxisId, xAxisIds } from '../../../../store/page/preferences';
import { datasetChoice } from '../../../../store/settings/choices';
import { useLab } from '../../../labContext';
import { IconSelect } from '../../../parts/iconSelect/IconSelect';
import { useSeries } from '../../../useSeries';
import { phasesText } from '../../charts/phases';
import { xAxisNames } from '../../charts/xAxes';
import { NotMeasured } from '../figure/NotMeasured';
import { LinesFigure, LinesPlot } from '../lines/LinesFigure';
import { className } from '../sample/sampleText';
import { hasPath } from '../sizes';
import type { InsideView } from '../useInsideView';
import { alignPhases, alignPhasesText } from './alignPhases';
import {
  alignmentFigure,
  classFigure,
  forgettingFigure,
  MOST_LINES,
  type PlaceFigure,
  placeLines,
  placeSpec,
  placeSummary,
} from './placeLines';

interface Props {
  view: InsideView;
  figure: PlaceFigure;
  nameOf: (place: number) => string;
  /** Why there are no lines, though it is measured. */
  none: string;
  /** Which lines there are not. */
  note?: string;
}

/** A line for each layer or class of the algorithm that is shown. */
function PlacesFigure({ view, figure, nameOf, none, note = '' }: Props) {
  const lab = useLab();
  const { experiment, rule, started } = view;
  const version = useSeries('epochs', 500);
  const [axis, setAxis] = useState<XAxisId>('epoch');
  const record = lab.byRule.rules();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the record is mutable; its version stands for it.
  const { lines, all } = useMemo(
    () => placeLines(lab.byRule.rules(), rule, figure, nameOf),
    [rule, figure, nameOf, version, experiment],
  );
  const spec = useMemo(
    () => placeSpec(figure, { lines, rule, record, experiment, axis }),
    [figure, lines, rule, record, experiment, axis],
  );
  const withheldText = phasesText(experiment, datasetChoice(experiment.dataset));
  const phases = figure.aligns && alignPhases(lines);
  const alignText = phases ? alignPhasesText(phases) : '';
  const { sentence } = measures[figure.measure];
  const measured = experiment.measures.includes(figure.measure);
  const taken = (record.get(rule)?.measures.length ?? 0) > 0;
  return (
    <LinesFigure
      title={figure.title}
      subtitle={rules[rule].name}
      summary={[placeSummary(figure, rule, lines), alignText, note, withheldText].filter(Boolean).join(' ')}
      tools={
        <IconSelect
          label={`X axis of ${figure.title.toLowerCase()}`}
          title={`X axis: ${xAxisNames[axis].toLowerCase()}`}
          icon={MoveHorizontal}
          value={axis}
          chosen={axis !== 'epoch'}
          options={xAxisIds.map((id) => ({ id, name: xAxisNames[id] }))}
          onChange={(id) => setAxis(xAxisIds.find((one) => one === id) ?? 'epoch')}
        />
      }
      spec={spec}
      className="figure-places"
    >
      <p className="quiet figure-about">{sentence}</p>
      {measured ? <LinesPlot spec={spec} /> : <NotMeasured measure={figure.measure} started={started} />}
      {measured && taken && lines.length === 0 && <p className="quiet figure-about">{none}</p>}
      {measured && note && <p className="quiet figure-about">{note}</p>}
      {alignText && <p className="quiet figure-about">{alignText}</p>}
      {all > lines.length && (
        <p className="quiet figure-about">{`The ${MOST_LINES} ${figure.first === 'low' ? 'lowest' : 'highest'} of ${all}.`}</p>
      )}
    </LinesFigure>
  );
}

const SHARED =
  'Convolutions, transformers and layers that read pooled maps have no line: their weights are no matrix from unit to unit.';

/** A line for each class. */
function ByClass({ view, figure }: Pick<Props, 'view' | 'figure'>) {
  const choice = datasetChoice(view.experiment.dataset);
  const nameOf = useMemo(() => (label: number) => className(choice, label), [choice]);
  return <PlacesFigure {...{ view, nameOf, figure }} none="No epoch is finished yet." />;
}

export const ClassFigure = ({ view }: { view: InsideView }) => <ByClass view={view} figure={classFigure} />;

export const ForgettingFigure = ({ view }: { view: InsideView }) => (
  <ByClass view={view} figure={forgettingFigure} />
);

export function AlignmentFigure({ view }: { view: InsideView }) {
  const { hidden, rule, experiment } = view;
  const nameOf = useMemo(
    () => (place: number) => (place === hidden ? 'Output' : `Layer ${place + 1}`),
    [hidden],
  );
  const none = `${rules[rule].name} has no feedback weights with which its layers could align.`;
  // FA's B has the shape of the weights themselves.
  const isMissing = rules[rule].path === 'direct' && !hasPath(experiment, 1);
  return <PlacesFigure {...{ view, nameOf, none }} figure={alignmentFigure} note={isMissing ? SHARED : ''} />;
}
