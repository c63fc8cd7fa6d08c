import { useMemo, useState } from 'react';
import { count, threeDigits } from '../../../../core/format';
import { rules } from '../../../../core/rules';
import type { Experiment } from '../../../../core/run/spec';
import { linearAxis, logAxis, type ValueAxis, type ValueScale } from '../../../../figures/axes/valueAxis';
import { datasetChoice } from '../../../../store/settings/choices';
import { Figure } from '../../../charts/figure/Figure';
import { PointReader } from '../../../charts/points/PointReader';
import { leftOf, Scatter, ScatterDrawing, scatterSize, sideIn, TOP } from '../../../charts/points/Scatter';
import { TableBox } from '../../../charts/table/TableBox';
import { useSize } from '../../../useSize';
import { PredictedSide } from './PredictedSide';
import { named, pairLines, pairRows, strayText, withUnit } from './predicted';
import { scatterSpec } from './scatterSpec';
import { type Predicted, usePredicted } from './usePredicted';
import './predicted.css';
import { sampleNoun } from '../chartTexts';

const TITLE = 'Predicted against true';
/** Width of the numbers beside the square, in pixels. */
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

/** Placeholder axis without labels while the data set loads. */
const unknownAxis: ValueAxis = {
  domain: [0, 1],
  ends: ['', ''],
  ticks: [],
  ticksOf: () => [],
  carry: (value) => value,
};

/** Offers a logarithmic scale for positive targets: run times and prices have skewed distributions. */
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

/** The scatter plot, and the fit beside it. */
function PredictedPlot({ experiment, predicted, output, onOutput }: PlotProps) {
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const [wanted, setScale] = useState<ValueScale>('linear');
  const { pairs, unit, range, rule } = predicted;
  const { axis, scale } = useAxis(range, wanted);
  const scatter = useMemo(() => scatterSpec({ pairs, axis, unit, rule }), [pairs, axis, unit, rule]);
  const truths = useMemo(() => pairs.map(({ truth }) => truth), [pairs]);
  const side = sideIn(axis, { width: width - SIDE, height });
  const text = (value: number | undefined) => withUnit(threeDigits(value ?? Number.NaN), unit);
  return (
    <div className="plot-box predicted" ref={ref}>
      {side > 40 && (
        <>
          <Scatter {...scatter} side={side} />
          <PointReader
            {...{ spots: scatter.spots, title: TITLE }}
            box={{ left: leftOf(axis), top: TOP, width: side, height: side }}
            values={truths}
            told={(place) => [
              { name: 'true', text: text(pairs[place]?.truth) },
              { name: 'predicted', text: text(pairs[place]?.predicted) },
            ]}
          />
        </>
      )}
      <PredictedSide
        {...{ predicted, output, onOutput, scale }}
        outputs={datasetChoice(experiment.dataset).outputs}
        ruleIds={experiment.rules}
        seeds={experiment.seeds}
        onScale={setScale}
        about={aboutOf(predicted, strayText(scatter.spots), experiment)}
      />
    </div>
  );
}

/** Side of the exported square, in pixels. */
const FILE = 320;

/** Predicted against true values of test samples: perfect predictions lie on the diagonal. */
export function PredictedFigure({ experiment }: { experiment: Experiment }) {
  const [wanted, setOutput] = useState(0);
  const { outputs, targetName } = datasetChoice(experiment.dataset);
  const output = Math.min(wanted, outputs - 1);
  const predicted = usePredicted(experiment, outputs, output);
  const { pairs, unit, range, rule } = predicted;
  const columns = ['True', 'Predicted', 'Difference'].map((name) => ({ key: name, name: named(name, unit) }));
  const draw = (low: number, high: number) => {
    const axis = linearAxis([low, high]);
    const content = <ScatterDrawing {...scatterSpec({ pairs, axis, unit, rule })} side={FILE} />;
    return { ...scatterSize(axis, FILE), content };
  };
  return (
    <Figure
      title={TITLE}
      subtitle={targetName ?? ''}
      summary={summaryOf(predicted)}
      table={() => (
        <div className="plot">
          <TableBox title={TITLE} head="Sample" columns={columns} rows={pairRows(pairs)} text={threeDigits} />
        </div>
      )}
      exports={
        range && pairs.length > 0
          ? { draw: () => draw(...range), rows: () => pairLines(pairs, unit) }
          : undefined
      }
      className="figure figure-predicted"
    >
      <div className="plot">
        <PredictedPlot {...{ experiment, predicted, output }} onOutput={setOutput} />
      </div>
    </Figure>
  );
}
