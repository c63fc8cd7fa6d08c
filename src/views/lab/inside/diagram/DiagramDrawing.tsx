import { rules } from '../../../../core/rules';
import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import { scaleKey } from '../../../../store/run/inside';
import { datasetChoice } from '../../../../store/settings/choices';
import { SampleImage } from '../sample/SampleImage';
import type { InsideView } from '../useInsideView';
import { DiagramNet } from './DiagramNet';
import { DiagramOutput } from './DiagramOutput';
import { type DiagramLayout, HEIGHT, IMAGE_HALF, IMAGE_TOP } from './diagramLayout';
import { diagramName } from './diagramText';
import { DiagramFeedback } from './feedback/DiagramFeedback';
import { MapPictures } from './maps/MapPictures';
import { SignalBox } from './signal/SignalBox';
import { signalNotes } from './signal/signalText';
import type { DiagramParts as Shown } from './useDiagramParts';
import './diagram.css';

interface Props {
  view: InsideView;
  layout: DiagramLayout;
  parts: Shown;
}

/** SVG content: the network with its feedback, without the sample's image. */
export function DiagramParts({ view, layout, parts }: Props) {
  const { experiment, rule, run, hidden, inspection, scales } = view;
  const { icons, target, signal } = parts;
  return (
    <>
      {hidden > 0 && (
        <DiagramFeedback
          layout={layout}
          rule={rule}
          icons={icons}
          locked={experiment.feedbackRedraw === 'never'}
        />
      )}
      <DiagramNet layout={layout} run={run} inspection={inspection} scales={scales} />
      <DiagramOutput dataset={experiment.dataset} column={layout.output} {...{ inspection, target }} />
      {signal && <SignalBox {...signal} label={target?.label} notes={signalNotes(signal.facts)} />}
    </>
  );
}

/** The network on the page, in a container as wide as the layout. */
export function DiagramDrawing({ view, layout, parts }: Props) {
  const { experiment, rule, run, hidden, inspection, scales } = view;
  const { image } = datasetChoice(experiment.dataset);
  const sample = inspection?.sample.index ?? view.sample;
  return (
    <>
      <svg
        width={layout.width}
        height={HEIGHT}
        role="img"
        className={`rule-ink rule-ink-${rule}`}
        style={{ '--own': ruleStyle(rule).line, '--own-text': ruleStyle(rule).text } as object}
      >
        <title>{diagramName(rules[rule], hidden)}</title>
        <DiagramParts {...{ view, layout, parts }} />
      </svg>
      <MapPictures {...{ layout, inspection }} m={scales[scaleKey(run, 'units')] ?? 1} />
      {image && (
        <span className="diagram-image" style={{ left: layout.input.x - IMAGE_HALF, top: IMAGE_TOP }}>
          <SampleImage dataset={experiment.dataset} shape={image} sample={sample} side={2 * IMAGE_HALF} />
        </span>
      )}
    </>
  );
}
