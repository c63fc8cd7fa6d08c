import { Grid3x3 } from 'lucide-react';
import { useState } from 'react';
import { rules } from '../../../../core/rules';
import { needsWeightTransport, type Rule } from '../../../../core/rules/rule';
import { InsideFigure } from '../figure/InsideFigure';
import { type InsideView, networkName } from '../useInsideView';
import { Heatmaps } from './Heatmaps';
import { HeatmapTable } from './HeatmapTable';
import { heatmapDrawing, heatmapRows } from './heatmapFile';
import { heatmapModel, heatmapSummary, partText } from './heatmapModel';
import { InitPicker } from './inits/InitPicker';

const TITLE = 'Feedback and weights';
/** Explains why there is no heatmap. */
function whyNone(rule: Rule, hidden: number): string {
  if (hidden === 0) return 'There is no hidden layer, so nothing needs feedback.';
  if (needsWeightTransport(rule))
    return `${rule.name} goes back through convolutions, pooling or transformers here: that is no single matrix to draw.`;
  return `${rule.name} has no feedback: hidden layers keep their initial weights.`;
}

export function HeatmapFigure({ view }: { view: InsideView }) {
  const [picking, setPicking] = useState(false);
  const rule = rules[view.rule];
  const model = heatmapModel(view);
  const drawn = model !== undefined && !needsWeightTransport(rule);
  // The dialog belongs to its button, which stays mounted while the table replaces the chart.
  const tools = drawn && (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label="Compare initialisations"
        title="Compare initialisations"
        aria-haspopup="dialog"
        onClick={() => setPicking(true)}
      >
        <Grid3x3 size={16} strokeWidth={1.75} aria-hidden="true" />
      </button>
      <InitPicker view={view} open={picking} onClose={() => setPicking(false)} />
    </>
  );
  return (
    <InsideFigure
      title={TITLE}
      whose={networkName(view)}
      subtitle={model ? partText(model) : ''}
      summary={model ? heatmapSummary(model) : whyNone(rule, view.hidden)}
      tools={tools}
      table={model && (() => <HeatmapTable model={model} title={TITLE} />)}
      exports={model && { draw: () => heatmapDrawing(model), rows: () => heatmapRows(model) }}
      className="figure-heatmaps"
    >
      {model ? (
        <Heatmaps model={model} view={view} />
      ) : (
        <p className="inside-none">{whyNone(rule, view.hidden)}</p>
      )}
    </InsideFigure>
  );
}
