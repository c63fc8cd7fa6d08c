import { count, threeDigits } from '../../../../core/format';
import { rules } from '../../../../core/rules';
import type { Rule } from '../../../../core/rules/rule';
import { datasetChoice } from '../../../../store/settings/choices';
import { Figure } from '../../../charts/figure/Figure';
import { TableBox } from '../../../charts/table/TableBox';
import { useLab } from '../../../labContext';
import { useSize } from '../../../useSize';
import { layerLabel } from '../../inside/labels';
import { NoiseNote } from '../../inside/sample/NoiseNote';
import { className } from '../../inside/sample/sampleText';
import { useBrief } from '../player/brief';
import { PlayerBar } from '../player/PlayerBar';
import { type Player, usePlayer } from '../player/usePlayer';
import { FormulaPanel } from './formula/FormulaPanel';
import { changedFactors, formulaOf, layerIn } from './formula/formula';
import { OneStep } from './OneStep';
import { Stage } from './stage/Stage';
import { type StepId, sentenceOf, stepIds, stepNames, type Told } from './steps';
import { TransportTools } from './TransportTools';
import { useScales } from './useScales';
import { type Transport, useTransport } from './useTransport';
import { AngleGauge } from './weights/AngleGauge';
import { Matrices } from './weights/Matrices';
import './transport.css';

const TITLE = 'Weight transport';
/** Milliseconds per step: long enough to read its sentence. */
const PACE = 3000;
const NAMES = stepIds.map((id) => stepNames[id]);

const toldOf = ({ rule, layer, sizes, copied, trace, moved, experiment }: Transport): Told => ({
  rule: rules[rule],
  layer,
  last: sizes.length - 1,
  copied,
  steps: trace?.step ?? 0,
  redraw: experiment.feedbackRedraw,
  visited: trace?.sample.visited,
  moved,
});

/** Table of the drawn units, with all terms of the formula. */
function UnitsTable({ view }: { view: Transport }) {
  const { trace, layer, units } = view;
  const own = trace && layerIn(trace, layer);
  const at = (values: Float32Array | undefined, unit: number) => values?.[own?.units.indexOf(unit) ?? -1];
  return (
    <TableBox
      title={TITLE}
      head="Unit"
      columns={['h', 'f′(z)', 'δh', 'δ'].map((name) => ({ key: name, name }))}
      rows={units.map((unit) => ({
        key: unit,
        head: count(unit),
        cells: [at(own?.h, unit), at(own?.slope, unit), at(own?.dh, unit), at(own?.dz, unit)],
      }))}
      text={threeDigits}
    />
  );
}

function summaryOf(view: Transport, sentence: string): string {
  const { rule, sample, layer, sizes, delta, unit, trace } = view;
  const { name, sentence: about }: Rule = rules[rule];
  if (!delta || !trace) return `${name}. ${about} Numbers come with the first step.`;
  const said = formulaOf(delta, changedFactors(delta, rules[rule], view.before)).plain;
  return `${name}, training sample no. ${count(sample + 1)}, after step ${count(trace.step)}. ${sentence} Unit ${count(unit)} of ${layerLabel(layer, sizes.length - 1)}: ${said}.`;
}

interface BodyProps {
  view: Transport;
  step: StepId;
  sentence: string;
  player: Player;
}

/** The picture with its formula, the steps, and the comparison of weights. */
function TransportBody({ view, step, sentence, player }: BodyProps) {
  const lab = useLab();
  const phase = lab.runs.useRuns((state) => state.phase);
  const brief = useBrief();
  const [ref, { width }] = useSize<HTMLDivElement>();
  const scale = useScales(view);
  const { trace, rule, layer, sizes, experiment } = view;
  const told = toldOf(view);
  const goTo = (id: StepId): void => player.go(stepIds.indexOf(id));
  const stale = step === 'stale' && told.copied > 0;
  const info = datasetChoice(experiment.dataset);
  const isOutput = trace?.feedback?.from === sizes.length - 1 && info.task === 'classification';
  return (
    <>
      <div className="transport-main">
        <div className="transport-picture" ref={ref}>
          {width > 0 && <Stage {...{ view, told, step, width, scale }} />}
          {!trace && <OneStep view={view} phase={phase} />}
        </div>
        {!brief && <FormulaPanel view={view} name={(k) => (isOutput ? className(info, k) : String(k))} />}
      </div>
      <PlayerBar {...{ player, sentence }} names={NAMES} quiet={phase === 'running'}>
        {step === 'update' && trace && <OneStep view={view} phase={phase} onDone={() => goTo('stale')} />}
        {stale && (
          <button type="button" className="button" onClick={() => goTo('copy')}>
            Copy again
          </button>
        )}
      </PlayerBar>
      {!brief && (
        <div className="transport-below">
          <Matrices view={view} m={scale(0)} />
          <AngleGauge
            rule={rule}
            layer={layer}
            measured={experiment.measures.includes('gradient-angle')}
            trains={experiment.rules.includes(rule)}
            started={view.started}
          />
        </div>
      )}
    </>
  );
}

/** Weight transport: the feedback weights are a copy of the forward weights, renewed at every update, or separate. */
export function TransportFigure() {
  const lab = useLab();
  const player = usePlayer(stepIds.length, { start: stepIds.indexOf('copy'), pace: PACE });
  const step = stepIds[player.at] as StepId;
  const view = useTransport(step);
  const brief = useBrief();
  const preparing = lab.runs.useRuns((state) => state.phase === 'preparing');
  if (!view) return <p className="inside-none">Tick an algorithm to see what carries its error.</p>;
  const sentence = sentenceOf(step, toldOf(view));
  const gone = view.started && !view.alive && !preparing;
  return (
    <Figure
      title={TITLE}
      subtitle="What carries the error back?"
      summary={summaryOf(view, sentence)}
      table={view.trace && (() => <UnitsTable view={view} />)}
      className="figure transport"
    >
      {!brief && <TransportTools view={view} />}
      {!brief && <NoiseNote experiment={view.experiment} />}
      {view.without !== undefined && view.hidden > 0 && <p className="transport-note">{view.without}</p>}
      {gone && (
        <p className="transport-gone">
          This run was stopped: its networks are gone, and what was seen last stays. Train again to look
          further.
        </p>
      )}
      {view.hidden === 0 ? (
        <p className="inside-none">Without a hidden layer nothing has to be carried back: add one.</p>
      ) : (
        <TransportBody {...{ view, step, sentence, player }} />
      )}
    </Figure>
  );
}
