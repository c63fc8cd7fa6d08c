import { useMemo } from 'react';
import { type RuleId, rules } from '../../../core/rules';
import type { Experiment } from '../../../core/run';
import { evenly, heatmapShape } from '../../../core/sampling';
import { useData } from '../../../store/data';
import { ruleStyle } from '../../theme/ruleStyle';
import { useSize } from '../../useSize';
import { DiagramCursor } from './DiagramCursor';
import { DiagramFeedback } from './DiagramFeedback';
import { DiagramNet } from './DiagramNet';
import { DiagramOutput } from './DiagramOutput';
import { HEIGHT, IMAGE_HALF, layoutOf } from './diagramLayout';
import { diagramName, whenText } from './diagramText';
import { cellsOf, drawnFeedback, largestOf } from './drawnFeedback';
import { ICON_COLUMNS, ICON_ROWS, type Icon } from './FeedbackIcon';
import { boxOf } from './lanes';
import { isImage, SampleImage } from './SampleImage';
import { SignalBox } from './SignalBox';
import type { InsideView } from './useInsideView';

/** Small pictures of B as the seed draws it; none where B does not stay. */
function useIcons(experiment: Experiment, rule: RuleId, sizes: readonly number[], layers: string) {
  const { seed, feedbackInit, feedbackSharing, feedbackRedraw } = experiment;
  const widths = sizes.join();
  return useMemo(() => {
    const icons = new Map<number, Icon>();
    if (feedbackRedraw !== 'never') return icons;
    const all = widths.split(',').map(Number);
    for (const layer of layers.split(' ').map(Number)) {
      const shape = heatmapShape(rules[rule], all, layer);
      const B = drawnFeedback({ seed, feedbackInit, feedbackSharing }, rules[rule], all, layer);
      if (!B || !shape) continue;
      const values = cellsOf(B, shape[1], evenly(shape[0], ICON_ROWS), evenly(shape[1], ICON_COLUMNS));
      icons.set(layer, { values, m: largestOf(B) });
    }
    return icons;
  }, [rule, widths, layers, seed, feedbackInit, feedbackSharing, feedbackRedraw]);
}

/** The class of a training sample; undefined where there are none, or the data set is not here. */
function useTarget(dataset: string, sample: number): number | undefined {
  return useData(({ sets }) => {
    const state = sets[dataset];
    const targets = state?.phase === 'ready' ? state.dataset.train.targets : undefined;
    return targets?.kind === 'classes' ? targets.labels[sample] : undefined;
  });
}

function When({ rule, hidden }: { rule: RuleId; hidden: number }) {
  const [before, stressed, after] = whenText(rules[rule], hidden);
  return (
    <p className="when">
      {before}
      <strong style={{ color: ruleStyle(rule).text }}>{stressed}</strong>
      {after}
    </p>
  );
}

export function Diagram({ view }: { view: InsideView }) {
  const { experiment, rule, sizes, layer, hidden, inspection, scales } = view;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const image = isImage(experiment.dataset);
  const widths = sizes.join();
  const layout = useMemo(
    () => layoutOf({ sizes: widths.split(',').map(Number), layer, width: Math.max(280, width), image }),
    [widths, layer, width, image],
  );
  const icons = useIcons(experiment, rule, sizes, layout.hidden.map((one) => one.layer).join(' '));
  const sample = inspection?.sample.index ?? view.sample;
  const target = useTarget(experiment.dataset, sample);
  const box = boxOf(rules[rule], layout);
  const outputs = sizes[sizes.length - 1] as number;
  return (
    <div className="diagram">
      <div className="diagram-stage" ref={ref} style={{ height: HEIGHT }}>
        {width > 0 && (
          <>
            <svg
              width={layout.width}
              height={HEIGHT}
              role="img"
              className={`rule-ink rule-ink-${rule}`}
              style={{ '--own': ruleStyle(rule).line, '--own-text': ruleStyle(rule).text } as object}
            >
              <title>{diagramName(rules[rule], hidden)}</title>
              {hidden > 0 && (
                <DiagramFeedback
                  layout={layout}
                  rule={rule}
                  icons={icons}
                  locked={experiment.feedbackRedraw === 'never'}
                />
              )}
              <DiagramNet layout={layout} rule={rule} inspection={inspection} scales={scales} />
              <DiagramOutput column={layout.output} inspection={inspection} target={target} />
              {hidden > 0 && box && (
                <SignalBox {...{ rule: rules[rule], box, sample, target, outputs, inspection }} />
              )}
            </svg>
            {image && (
              <span className="diagram-image" style={{ left: layout.input.x - IMAGE_HALF }}>
                <SampleImage dataset={experiment.dataset} sample={sample} side={2 * IMAGE_HALF} />
              </span>
            )}
            <DiagramCursor layout={layout} inspection={inspection} />
          </>
        )}
      </div>
      <When rule={rule} hidden={hidden} />
    </div>
  );
}
