/** The network for export: the drawing with its styles and the sample's image, and all its values. */
import { rules } from '../../../../core/rules';
import type { Drawing } from '../../../../figures/file/svg';
import type { Rows } from '../../../../figures/lines/rows';
import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import { scaleKey } from '../../../../store/run/inside';
import sharedStyle from '../../parts/sharedWeights.css?inline';
import { type InsideView, networkName } from '../useInsideView';
import { DiagramParts } from './DiagramDrawing';
import diagramStyle from './diagram.css?inline';
import { type DiagramLayout, HEIGHT, IMAGE_HALF, IMAGE_TOP } from './diagramLayout';
import { diagramName, whenText } from './diagramText';
import feedbackStyle from './feedback/feedback.css?inline';
import { MapDrawings } from './maps/MapPictures';
import { diagramReadings } from './reading/diagramReadings';
import signalStyle from './signal/signal.css?inline';
import type { DiagramParts as Shown } from './useDiagramParts';

interface Diagram {
  readonly view: InsideView;
  readonly layout: DiagramLayout;
  readonly parts: Shown;
}

/** "F³-Error, seed 3: feedback from the error memory to hidden layer 1. Hidden layers learn during the forward pass: …" */
export function diagramCaption(view: InsideView): string {
  const rule = rules[view.rule];
  const what = diagramName(rule, view.hidden).replace(`Network, ${rule.name}`, networkName(view));
  return `${what}. ${whenText(rule, view.hidden).join('')}`;
}

/** All known values, in reading order. */
export function diagramRows({ view: { inspection }, layout, parts }: Diagram): Rows {
  const known = diagramReadings(layout, inspection, parts).flatMap(({ what, value }) =>
    value === undefined ? [] : [[what, value]],
  );
  return [['what', 'value'], ...known];
}

/** @param picture URL of the sample's image; undefined if the sample is not an image */
export function diagramDrawing({ view, layout, parts }: Diagram, picture: string | undefined): Drawing {
  const { line, text } = ruleStyle(view.rule);
  // An exported file has no page element that defines the rule's colours.
  const style = [diagramStyle, sharedStyle, feedbackStyle, signalStyle]
    .join('\n')
    .replaceAll('var(--own-text)', text)
    .replaceAll('var(--own)', line);
  return {
    width: layout.width,
    height: HEIGHT,
    content: (
      <>
        <style>{style}</style>
        {picture !== undefined && (
          <image
            href={picture}
            x={layout.input.x - IMAGE_HALF}
            y={IMAGE_TOP}
            width={2 * IMAGE_HALF}
            height={2 * IMAGE_HALF}
          />
        )}
        <DiagramParts {...{ view, layout, parts }} />
        <MapDrawings
          {...{ layout }}
          inspection={view.inspection}
          m={view.scales[scaleKey(view.run, 'units')] ?? 1}
        />
      </>
    ),
  };
}
