import { useMemo } from 'react';
import { type RuleId, rules } from '../../../core/rules';
import type { Experiment } from '../../../core/run';
import { evenly, heatmapShape } from '../../../core/sampling';
import { datasetChoice } from '../../../store/choices';
import { ruleStyle } from '../../theme/ruleStyle';
import { useSize } from '../../useSize';
import { useDataset } from '../useDataset';
import { DiagramCursor } from './DiagramCursor';
import { DiagramFeedback } from './DiagramFeedback';
import { DiagramNet } from './DiagramNet';
import { DiagramOutput } from './DiagramOutput';
import { HEIGHT, IMAGE_HALF, layoutOf } from './diagramLayout';
import { diagramName, whenText } from './diagramText';
import { cellsOf, drawnFeedback, largestOf } from './drawnFeedback';
import { ICON_COLUMNS, ICON_ROWS, type Icon } from './FeedbackIcon';
import { boxOf } from './lanes';
import { SampleImage } from './SampleImage';
import { SignalBox } from './SignalBox';
import { targetOf } from './target';
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

/** What is right for a training sample; undefined while the data set is not here. */
function useTarget(id: string, sample: number, outputs: number) {
  const dataset = useDataset(id);
  return useMemo(() => dataset && targetOf(dataset.train, sample, outputs), [dataset, sample, outputs]);
}

/** Where the columns lie; what inputs and outputs are called goes with them. */
function useLayout({ experiment, sizes, layer }: InsideView, width: number) {
  const { image, inputNames, classNames, targetName, outputs, task } = datasetChoice(experiment.dataset);
  const widths = sizes.join();
  const isImage = image !== undefined;
  const ofTarget = task === 'regression' && outputs === 1 ? (targetName ?? 'target') : undefined;
  return useMemo(() => {
    const output = classNames ?? (ofTarget === undefined ? undefined : [ofTarget]);
    return layoutOf({
      sizes: widths.split(',').map(Number),
      layer,
      width: Math.max(280, width),
      image: isImage,
      names: { ...(inputNames ? { input: inputNames } : {}), ...(output ? { output } : {}) },
    });
  }, [widths, layer, width, isImage, inputNames, classNames, ofTarget]);
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
  const { experiment, rule, sizes, hidden, inspection, scales } = view;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const { image } = datasetChoice(experiment.dataset);
  const layout = useLayout(view, width);
  const icons = useIcons(experiment, rule, sizes, layout.hidden.map((one) => one.layer).join(' '));
  const sample = inspection?.sample.index ?? view.sample;
  const outputs = sizes[sizes.length - 1] as number;
  const target = useTarget(experiment.dataset, sample, outputs);
  const box = boxOf(rules[rule], layout);
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
              <DiagramOutput
                dataset={experiment.dataset}
                column={layout.output}
                {...{ inspection, target }}
              />
              {hidden > 0 && box && (
                <SignalBox {...{ rule: rules[rule], box, sample, target, outputs, inspection }} />
              )}
            </svg>
            {image && (
              <span className="diagram-image" style={{ left: layout.input.x - IMAGE_HALF }}>
                <SampleImage
                  dataset={experiment.dataset}
                  shape={image}
                  sample={sample}
                  side={2 * IMAGE_HALF}
                />
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
