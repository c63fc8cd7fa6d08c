import type { CSSProperties } from 'react';
import { shownUnits } from '../../../../../core/measures/sampling';
import { rules } from '../../../../../core/rules';
import { needsWeightTransport, type Rule } from '../../../../../core/rules/rule';
import type { Trace } from '../../../../../core/run/inspect/trace';
import { ruleStyle } from '../../../../../figures/theme/ruleStyle';
import { datasetChoice } from '../../../../../store/settings/choices';
import { shortNames } from '../../../../shortNames';
import { SampleImage } from '../../../inside/sample/SampleImage';
import { className } from '../../../inside/sample/sampleText';
import { bordersOfChosen, linksOf, skipsOf, wiredOf } from '../../../inside/sizes';
import { layerIn } from '../formula/formula';
import type { StepId, Told } from '../steps';
import type { Transport } from '../useTransport';
import { BackLane } from './BackLane';
import { Bars } from './Bars';
import { ForwardLane } from './ForwardLane';
import { Links } from './Links';
import { StagePill } from './StagePill';
import { StageUnits } from './StageUnits';
import {
  BORDER,
  HEIGHT,
  IMAGE_MIDDLE,
  imageSide,
  type StageColumn,
  type Stage as StageLayout,
  stageOf,
} from './stageLayout';
import './stage.css';

interface Props {
  view: Transport;
  told: Told;
  step: StepId;
  width: number;
  /** Upper ends of the weight scales, by target layer; 0 for the feedback weights. */
  scale: (layer: number) => number;
}

const largest = (values: ArrayLike<number> | undefined): number =>
  Array.from(values ?? []).reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);

function namesOf(dataset: string, outputs: number): readonly string[] {
  const { classNames, targetName, task } = datasetChoice(dataset);
  const all = classNames ?? (task === 'regression' && targetName && outputs === 1 ? [targetName] : undefined);
  return all ? shortNames(all, 6, true).map((name, i) => name ?? String(i)) : [];
}

/** "label 0", so that the class is not mistaken for the sample's number. */
function labelText(dataset: string, trace: Trace | undefined): string {
  if (!trace || datasetChoice(dataset).task !== 'classification') return '';
  return `label ${className(datasetChoice(dataset), trace.sample.target.indexOf(1))}`;
}

/** x of the pill: between the columns joined by the feedback wires; in narrow layouts, at the receiving column. */
const pillAt = ({ roomy }: StageLayout, to: StageColumn, from: StageColumn | undefined): number =>
  roomy || to.layer === 0 ? (to.x + (from?.x ?? to.x)) / 2 : to.x;

/** The forward wires above, and the feedback wires below. */
export function Stage({ view, told, step, width, scale }: Props) {
  const { rule: id, layer, sizes, trace, unit, units, experiment, sample, back } = view;
  const rule: Rule = rules[id];
  const { image } = datasetChoice(experiment.dataset);
  const unitsOf = (one: number) =>
    one === layer ? units : ((trace && layerIn(trace, one)?.units) ?? shownUnits(sizes[one] ?? 0));
  const stage = stageOf({
    ...{ sizes, layer, width, image: image !== undefined, units: unitsOf },
    shapes: bordersOfChosen(experiment).map(({ shape }) => shape),
    wired: wiredOf(experiment),
    links: linksOf(experiment),
    skips: skipsOf(experiment),
  });
  const hidden = stage.columns.find((one) => one.layer === layer);
  const output = stage.columns.at(-1);
  const from = stage.columns.find((one) => one.layer === trace?.feedback?.from);
  const to = stage.columns.find((one) => one.layer === trace?.feedback?.to);
  const names = namesOf(experiment.dataset, sizes.at(-1) ?? 0);
  const name = (one: number) => names[one] ?? String(one);
  const copies = needsWeightTransport(rule);
  const stale = copies && (step === 'stale' || told.moved !== undefined);
  return (
    <div
      className="transport-stage"
      data-step={step}
      style={{ height: HEIGHT, '--rule': ruleStyle(id).text } as CSSProperties}
    >
      <svg width={width} height={HEIGHT} aria-hidden="true">
        <ForwardLane stage={stage} trace={trace} scale={scale} hidden={layer} chosen={unit} />
        <path d={`M16 ${BORDER}H${width - 16}`} className="stage-border" />
        {trace && output && (
          <g className="bars-error">
            <Bars
              {...{ stage, name }}
              places={output.upper}
              values={trace.sample.error}
              m={largest(trace.sample.error)}
              title="e = y* − y"
              above
            />
          </g>
        )}
        {trace?.feedback && back && (
          <BackLane {...{ stage, trace, back, stale }} rule={id} m={scale(0)} chosen={unit} />
        )}
        {trace?.feedback && from && from === output && (
          <g className="bars-fed">
            <Bars
              {...{ stage, name }}
              places={from.lower}
              values={trace.feedback.fed}
              m={largest(trace.feedback.fed)}
              title={view.delta?.fed?.plain ?? ''}
            />
          </g>
        )}
        {trace && <Links {...{ stage, rule, id, to, from }} visited={trace.sample.visited} />}
      </svg>
      {stage.image !== undefined && image && (
        <span className="stage-image" style={{ left: stage.image, top: IMAGE_MIDDLE - imageSide(stage) / 2 }}>
          <SampleImage dataset={experiment.dataset} shape={image} sample={sample} side={imageSide(stage)} />
          {labelText(experiment.dataset, trace)}
        </span>
      )}
      {hidden && <StageUnits view={view} column={hidden} />}
      {hidden && <StagePill told={told} step={step} x={pillAt(stage, to ?? hidden, from ?? output)} />}
    </div>
  );
}
