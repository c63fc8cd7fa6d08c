import { type RuleId, rules } from '../../../../core/rules';
import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import { skipsOf } from '../sizes';
import type { InsideView } from '../useInsideView';
import type { DiagramLayout } from './diagramLayout';
import { skipText, whenText } from './diagramText';
import { signalSentence } from './signal/signalText';
import type { SignalView } from './useDiagramParts';
import { useStepText } from './useStepText';
import './diagram.css';

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

interface Props {
  view: InsideView;
  layout: DiagramLayout;
  signal: SignalView | undefined;
}

/** Sentences below the drawing: when layers learn, the source of the feedback, and the effect of a single step. */
export function DiagramCaption({ view, layout, signal }: Props) {
  const step = useStepText(view);
  const skips = skipText(skipsOf(view.experiment), layout.columns);
  return (
    <>
      <When rule={view.rule} hidden={view.hidden} />
      {skips !== undefined && <p className="when">{skips}</p>}
      {signal && <p className="when num">{signalSentence(signal.facts, signal.scale)}</p>}
      {step !== undefined && <p className="when num">{step}</p>}
    </>
  );
}
