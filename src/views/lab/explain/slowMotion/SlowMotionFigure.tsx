import { useMemo, useState } from 'react';
import { type RuleId, ruleIds, rules } from '../../../../core/rules';
import { refsOf } from '../../../../store/run/runList';
import { datasetChoice } from '../../../../store/settings/choices';
import { useLab } from '../../../labContext';
import { Select } from '../../../parts/Select';
import { useSize } from '../../../useSize';
import { NumberBox } from '../../inside/NumberBox';
import { NoiseNote } from '../../inside/sample/NoiseNote';
import { SampleImage } from '../../inside/sample/SampleImage';
import { linksOf } from '../../inside/sizes';
import { useInsideView } from '../../inside/useInsideView';
import { NoNetwork } from '../NoNetwork';
import { outputNames } from '../outputNames';
import { useBrief } from '../player/brief';
import { PlayerBar } from '../player/PlayerBar';
import { usePlayer } from '../player/usePlayer';
import { useInspection } from '../useInspection';
import { Stage } from './Stage';
import { imageTop, roomIn, stageOf } from './stageLayout';
import { standingAt } from './standing';
import { storyOf } from './story';
import './slowMotion.css';

/** One sample's training step in numbered steps: forward, error, feedback, update, in the order of the rule's pass. */
export function SlowMotionFigure() {
  const lab = useLab();
  const brief = useBrief();
  const view = useInsideView();
  const [chosen, choose] = useState<RuleId>();
  const rule = chosen ?? view?.rule ?? 'bp';
  const own = view?.experiment.rules.includes(rule) ? rule : undefined;
  const run =
    view &&
    (refsOf(view.experiment).find((one) => one.rule === own && one.seed === view.seed)?.id ?? view.run);
  const trace = useInspection(view?.started ? run : undefined, 'trace', {
    layer: view?.layer ?? 1,
    sample: view?.sample ?? 0,
    ...(own ? {} : { rule }),
  });
  const [ref, { width }] = useSize<HTMLDivElement>();
  const image = view && datasetChoice(view.experiment.dataset).image;
  const names = useMemo(() => (view ? outputNames(view.experiment) : []), [view]);
  const classes = view !== undefined && datasetChoice(view.experiment.dataset).task === 'classification';
  const information = view?.experiment.errorTransform;
  const story = useMemo(
    () => (trace ? storyOf(trace, names, classes, information) : []),
    [trace, names, classes, information],
  );
  const player = usePlayer(Math.max(1, story.length), {
    story: `${rule} ${view?.sample} ${view?.layer}`,
  });
  if (!view) return <p className="explain-none">Tick an algorithm to see it in slow motion.</p>;
  const step = story[player.at];
  const room = roomIn(width);
  return (
    <section className="slow-motion" aria-labelledby="slow-motion-title" ref={ref}>
      <div className="explain-tools">
        <h2 id="slow-motion-title">One sample in slow motion</h2>
        <Select label="Algorithm" value={rule} onChange={(id) => choose(id as RuleId)}>
          {ruleIds.map((id) => (
            <option key={id} value={id}>
              {rules[id].name}
            </option>
          ))}
        </Select>
        <NumberBox
          name="Training sample no."
          value={view.sample + 1}
          min={1}
          max={datasetChoice(view.experiment.dataset).trainSize}
          onChange={(number) => lab.inside.chooseSample(number - 1)}
        />
        {!own && (
          <span className="quiet">{`${rules[rule].name} is not in this run: at the weights of ${rules[view.rule].name}`}</span>
        )}
      </div>
      {trace && step ? (
        <>
          <div className="slow-motion-stage">
            {width > 0 && (
              <Stage
                {...{ trace, names }}
                columns={stageOf(trace, width, image !== undefined, linksOf(view.experiment))}
                width={width}
                image={image !== undefined}
                active={step.active}
                standing={standingAt(story, player.at)}
                label={`${rules[rule].name}, step ${player.at + 1} of ${story.length}. ${step.sentence}`}
              />
            )}
            {image && (
              <span className="slow-motion-image" style={{ left: room.left, top: imageTop(room) }}>
                <SampleImage
                  dataset={view.experiment.dataset}
                  shape={image}
                  sample={trace.sample.index}
                  side={2 * room.half}
                />
              </span>
            )}
          </div>
          <PlayerBar player={player} sentence={step.sentence} />
          {!brief && <NoiseNote experiment={view.experiment} />}
          {!brief && (
            <p className="slow-motion-note">
              Units are coloured by their output, rings by what a unit is told, wires by their weights; while
              a layer learns, by the way they move. All values are those of this sample as a batch of its own,
              at the present weights.
            </p>
          )}
        </>
      ) : (
        <NoNetwork gone={view.gone} />
      )}
    </section>
  );
}
