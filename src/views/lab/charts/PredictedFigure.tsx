import { useMemo, useState } from 'react';
import { count, threeDigits } from '../../../core/format';
import { rules } from '../../../core/rules';
import type { Experiment } from '../../../core/run/spec';
import { datasetChoice } from '../../../store/settings/choices';
import { linearAxis, logAxis, type ValueAxis, type ValueScale } from '../../charts/axes/valueAxis';
import { Figure } from '../../parts/Figure';
import { useSize } from '../../useSize';
import { PredictedSide } from './PredictedSide';
import { PredictedTable } from './PredictedTable';
import { spotsOf, strayText, withUnit } from './predicted';
import { BOTTOM, leftOf, RIGHT, Scatter, TOP } from './Scatter';
import { ScatterReader } from './ScatterReader';
import { type Predicted, usePredicted } from './usePredicted';
import { sampleNoun } from './words';

const TITLE = 'Predicted against true';
/** Room for the numbers beside the square. */
const SIDE = 112;

function summaryOf({ rule, epoch, fit, unit }: Predicted): string {
  if (!rule || epoch === undefined) return 'No epoch is finished yet.';
  const said = [
    fit.r2 === undefined ? '' : `R² ${threeDigits(fit.r2)}`,
    fit.rmse === undefined ? '' : `root mean squared error ${withUnit(threeDigits(fit.rmse), unit)}`,
  ].filter(Boolean);
  return `After epoch ${epoch}, ${rules[rule].name}: ${said.join(', ')}.`;
}

function aboutOf({ epoch, pairs }: Predicted, strays: string, { dataset }: Experiment): string {
  const choice = datasetChoice(dataset);
  if (epoch === undefined) return 'fills in after the first epoch';
  return `${count(pairs.length)} of ${count(choice.testSize)} test ${sampleNoun(choice)}, after epoch ${epoch}${strays}`;
}

/** While the data set is on its way: an axis that says nothing. */
const unknownAxis: ValueAxis = {
  domain: [0, 1],
  ends: ['', ''],
  ticks: [],
  ticksOf: () => [],
  carry: (value) => value,
};

/** Run times and prices are bunched below and drawn out above: those can be read on a logarithmic scale. */
function useAxis(range: Predicted['range'], wanted: ValueScale) {
  const positive = range !== undefined && range[0] > 0;
  const scale = positive ? wanted : 'linear';
  const [low, high] = range ?? [];
  const axis = useMemo(() => {
    if (low === undefined || high === undefined) return unknownAxis;
    return scale === 'log' ? logAxis([low, high]) : linearAxis([low, high]);
  }, [scale, low, high]);
  return { axis, scale: positive ? scale : undefined };
}

interface PlotProps {
  experiment: Experiment;
  predicted: Predicted;
  output: number;
  onOutput: (output: number) => void;
}

/** The square with its points, and the numbers beside it. */
function PredictedPlot({ experiment, predicted, output, onOutput }: PlotProps) {
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const [wanted, setScale] = useState<ValueScale>('linear');
  const { pairs, unit, range, rule } = predicted;
  const { axis, scale } = useAxis(range, wanted);
  const spots = useMemo(() => spotsOf(pairs, axis), [pairs, axis]);
  const left = leftOf(axis);
  const side = Math.floor(Math.min(height - TOP - BOTTOM, width - left - RIGHT - SIDE));
  return (
    <div className="plot-box predicted" ref={ref}>
      {side > 40 && (
        <>
          <Scatter axis={axis} side={side} unit={unit} rule={rule} spots={spots} />
          <ScatterReader {...{ side, left, pairs, spots, unit }} title={TITLE} />
        </>
      )}
      <PredictedSide
        {...{ predicted, output, onOutput, scale }}
        outputs={datasetChoice(experiment.dataset).outputs}
        ruleIds={experiment.rules}
        seeds={experiment.seeds}
        onScale={setScale}
        about={aboutOf(predicted, strayText(spots), experiment)}
      />
    </div>
  );
}

/** What a network predicts of samples that it has not learnt, over what is true: right where both are the same. */
export function PredictedFigure({ experiment }: { experiment: Experiment }) {
  const [wanted, setOutput] = useState(0);
  const { outputs, targetName } = datasetChoice(experiment.dataset);
  const output = Math.min(wanted, outputs - 1);
  const predicted = usePredicted(experiment, outputs, output);
  const { pairs, unit } = predicted;
  return (
    <Figure
      title={TITLE}
      subtitle={targetName ?? ''}
      summary={summaryOf(predicted)}
      table={() => (
        <div className="plot">
          <PredictedTable title={TITLE} pairs={pairs} unit={unit} />
        </div>
      )}
      className="figure figure-predicted"
    >
      <div className="plot">
        <PredictedPlot {...{ experiment, predicted, output }} onOutput={setOutput} />
      </div>
    </Figure>
  );
}
