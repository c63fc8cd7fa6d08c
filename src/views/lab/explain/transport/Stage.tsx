import { Lock } from 'lucide-react';
import type { CSSProperties, KeyboardEvent } from 'react';
import { threeDigits } from '../../../../core/format';
import { shownUnits } from '../../../../core/measures/sampling';
import { rules } from '../../../../core/rules';
import { needsWeightTransport, type Rule } from '../../../../core/rules/rule';
import { datasetChoice } from '../../../../store/settings/choices';
import { shortNames } from '../../../shortNames';
import { ruleStyle } from '../../../theme/ruleStyle';
import { layerLabel } from '../../inside/labels';
import { SampleImage } from '../../inside/sample/SampleImage';
import { BackLane } from './BackLane';
import { Bars } from './Bars';
import { ForwardLane } from './ForwardLane';
import { layerIn } from './formula';
import { Links } from './Links';
import { BORDER, HEIGHT, IMAGE_MIDDLE, imageSide, stageOf } from './stage';
import { pillOf, type StepId, type Told } from './steps';
import type { Transport } from './useTransport';
import './stage.css';

interface Props {
  view: Transport;
  told: Told;
  step: StepId;
  width: number;
  /** Ends of the scales of weights, by the layer to which they lead; 0 of the wires back. */
  scale: (layer: number) => number;
}

const largest = (values: ArrayLike<number> | undefined): number =>
  Array.from(values ?? []).reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);

function namesOf(dataset: string, outputs: number): readonly string[] {
  const { classNames, targetName, task } = datasetChoice(dataset);
  const all = classNames ?? (task === 'regression' && targetName && outputs === 1 ? [targetName] : undefined);
  return all ? shortNames(all, 6, true).map((name, i) => name ?? String(i)) : [];
}

/** The wires forward above, and apart below them those that carry the error back. */
export function Stage({ view, told, step, width, scale }: Props) {
  const { rule: id, layer, sizes, trace, unit, units, experiment, sample, back, chooseUnit } = view;
  const rule: Rule = rules[id];
  const { image } = datasetChoice(experiment.dataset);
  const unitsOf = (one: number) =>
    one === layer ? units : ((trace && layerIn(trace, one)?.units) ?? shownUnits(sizes[one] ?? 0));
  const stage = stageOf({ sizes, layer, width, image: image !== undefined, units: unitsOf });
  const hidden = stage.columns.find((one) => one.layer === layer);
  const output = stage.columns.at(-1);
  const from = stage.columns.find((one) => one.layer === trace?.feedback?.from);
  const to = stage.columns.find((one) => one.layer === trace?.feedback?.to);
  const names = namesOf(experiment.dataset, sizes.at(-1) ?? 0);
  const name = (one: number) => names[one] ?? String(one);
  const copies = needsWeightTransport(rule);
  const stale = copies && (step === 'stale' || told.moved !== undefined);
  const dh = trace && layerIn(trace, layer);
  const delta = dh?.dz?.[dh.units.indexOf(unit)];
  const move = (by: number) =>
    chooseUnit(units[(units.indexOf(unit) + by + units.length) % units.length] ?? unit);
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(by);
  };
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
        <Links {...{ stage, rule, id, to }} visited={trace?.sample.visited} />
      </svg>
      {stage.image !== undefined && image && (
        <span className="stage-image" style={{ left: stage.image, top: IMAGE_MIDDLE - imageSide(stage) / 2 }}>
          <SampleImage dataset={experiment.dataset} shape={image} sample={sample} side={imageSide(stage)} />
        </span>
      )}
      {hidden && (
        <div
          className="stage-units"
          role="slider"
          tabIndex={0}
          aria-label={`Unit of ${layerLabel(layer, sizes.length - 1)}`}
          aria-orientation="vertical"
          aria-valuemin={1}
          aria-valuemax={units.length}
          aria-valuenow={units.indexOf(unit) + 1}
          aria-valuetext={`unit ${unit}${delta === undefined ? '' : `: δ = ${threeDigits(delta)}`}`}
          style={{ left: hidden.x - 14, top: (hidden.upper[0]?.y ?? 0) - 12, height: HEIGHT - 50 }}
          onKeyDown={onKey}
          onPointerDown={(event) => {
            const y =
              event.clientY -
              event.currentTarget.getBoundingClientRect().top +
              (hidden.upper[0]?.y ?? 0) -
              12;
            const places = [...hidden.upper, ...hidden.lower];
            const nearest = places.reduce((best, one) =>
              Math.abs(one.y - y) < Math.abs(best.y - y) ? one : best,
            );
            chooseUnit(nearest.unit);
          }}
        />
      )}
      {hidden && (
        <span
          className={copies ? (stale ? 'stage-pill stale' : 'stage-pill') : 'stage-pill locked'}
          style={{
            left: ((from ?? output)?.x ?? width / 2) / 2 + (trace?.feedback?.to === 0 ? 0 : hidden.x) / 2,
            top: BORDER,
          }}
        >
          {!copies && rule.path !== 'none' && <Lock size={13} strokeWidth={2} aria-hidden="true" />}
          {pillOf(step, told)}
        </span>
      )}
    </div>
  );
}
