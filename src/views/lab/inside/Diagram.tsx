import { useMemo } from 'react';
import { type RuleId, rules } from '../../../core/rules';
import { datasetChoice } from '../../../store/choices';
import { ruleStyle } from '../../theme/ruleStyle';
import { useSize } from '../../useSize';
import { DiagramCursor } from './DiagramCursor';
import { DiagramFeedback } from './DiagramFeedback';
import { DiagramNet } from './DiagramNet';
import { DiagramOutput } from './DiagramOutput';
import { DiagramScales } from './DiagramScales';
import { DiagramTable } from './DiagramTable';
import { HEIGHT, IMAGE_HALF, layoutOf } from './diagramLayout';
import { diagramName, whenText } from './diagramText';
import { SampleImage } from './SampleImage';
import { SignalBox } from './SignalBox';
import { signalNotes, signalSentence } from './signalText';
import { type SignalView, useDiagramParts } from './useDiagramParts';
import type { InsideView } from './useInsideView';
import { useStepText } from './useStepText';

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

/** What the box in the drawing says, in one sentence, and what a single step did. */
function Said({ view, signal }: { view: InsideView; signal: SignalView | undefined }) {
  const step = useStepText(view);
  return (
    <>
      <When rule={view.rule} hidden={view.hidden} />
      {signal && <p className="when num">{signalSentence(signal.facts, signal.scale)}</p>}
      {step !== undefined && <p className="when num">{step}</p>}
    </>
  );
}

/** @param table instead of the drawing, its values as numbers */
export function Diagram({ view, table }: { view: InsideView; table: boolean }) {
  const { experiment, rule, hidden, inspection, scales } = view;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const { image } = datasetChoice(experiment.dataset);
  const layout = useLayout(view, width);
  const parts = useDiagramParts(view, layout);
  const { icons, target, signal } = parts;
  const sample = inspection?.sample.index ?? view.sample;
  if (table)
    return (
      <div className="diagram">
        <DiagramTable {...{ layout, inspection, parts }} />
        <Said view={view} signal={signal} />
      </div>
    );
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
              {signal && <SignalBox {...signal} label={target?.label} notes={signalNotes(signal.facts)} />}
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
            <DiagramCursor {...{ layout, inspection, parts }} />
          </>
        )}
      </div>
      <DiagramScales {...{ layout, inspection, parts, scales, rule }} />
      <Said view={view} signal={signal} />
    </div>
  );
}
