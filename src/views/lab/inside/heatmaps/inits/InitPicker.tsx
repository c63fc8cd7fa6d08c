import { useMemo } from 'react';
import { type FeedbackId, feedbackIds, feedbackInits } from '../../../../../core/feedback';
import { evenly, heatmapShape } from '../../../../../core/measures/sampling';
import { rules } from '../../../../../core/rules';
import { firstSeed } from '../../../../../experiment/expand';
import { useLab } from '../../../../labContext';
import { Dialog } from '../../../../parts/Dialog';
import { useFittingDraft } from '../../../parts/fitting';
import { PlainHeatmap } from '../../cells/PlainHeatmap';
import { ScaleBar } from '../../cells/ScaleBar';
import { shapesOf } from '../../sizes';
import type { InsideView } from '../../useInsideView';
import { cellsOf, drawnFeedback, largestOf } from '../drawnFeedback';
import { HistogramBars } from './HistogramBars';
import { histogram } from './histogram';
import './inits.css';

const ROWS = 10;
const COLUMNS = 40;
const BINS = 21;
const INSIDE = { low: false, high: false } as const;

interface EntryProps {
  id: FeedbackId;
  view: Pick<InsideView, 'rule' | 'layer'>;
}

/** B of an initialisation for this layer and the draft's seed; undefined if it is too large to draw here. */
function useDrawing(id: FeedbackId, { rule, layer }: EntryProps['view']) {
  const draft = useFittingDraft();
  return useMemo(() => {
    const shapes = shapesOf(draft);
    const own = Math.min(layer, Math.max(1, draft.hidden.length));
    const shape = heatmapShape(rules[rule], shapes, own);
    const B = drawnFeedback({ ...draft, seed: firstSeed(draft), feedbackInit: id }, rules[rule], shapes, own);
    if (!B || !shape) return undefined;
    const [rows, columns] = [evenly(shape[0], ROWS), evenly(shape[1], COLUMNS)];
    const values = cellsOf(B, shape[1], rows, columns);
    return { values, rows: rows.length, columns: columns.length, m: largestOf(B), bars: histogram(B, BINS) };
  }, [draft, id, rule, layer]);
}

function Entry({ id, view }: EntryProps) {
  const lab = useLab();
  const inUse = lab.settings.useSettings(({ draft }) => draft.feedbackInit === id);
  const drawing = useDrawing(id, view);
  const { name, sentence, source } = feedbackInits[id];
  return (
    <li className={inUse ? 'init in-use' : 'init'}>
      <div className="init-head">
        <h3>{name}</h3>
        {inUse ? (
          <span className="init-mark">In use</span>
        ) : (
          <button
            type="button"
            className="button small"
            aria-label={`Use ${name}`}
            onClick={() => lab.settings.setChoice('feedbackInit', id)}
          >
            Use
          </button>
        )}
      </div>
      {drawing ? (
        <>
          <PlainHeatmap {...drawing} />
          <HistogramBars bars={drawing.bars} />
          <ScaleBar m={drawing.m} beyond={INSIDE} />
        </>
      ) : (
        <p className="quiet">B is too large to be drawn here.</p>
      )}
      <p className="init-sentence">{sentence}</p>
      <p className="quiet">{source}</p>
    </li>
  );
}

function whatText({ rule, layer }: EntryProps['view']): string {
  const { path, name } = rules[rule];
  return path === 'input' ? `F of ${name}` : `B of hidden layer ${layer} for ${name}`;
}

interface Props {
  view: Pick<InsideView, 'rule' | 'layer'>;
  open: boolean;
  onClose: () => void;
}

/** Compares all initialisations of B for the same layer and seed. */
export function InitPicker({ view, open, onClose }: Props) {
  const lab = useLab();
  const seed = lab.settings.useSettings(({ draft }) => firstSeed(draft));
  return (
    <Dialog title="Compare initialisations" className="inits-dialog" open={open} onClose={onClose}>
      <p className="inits-about">
        {`${whatText(view)}, drawn with seed ${seed}. Each has its own scale; the bars show how often each value occurs. Your choice takes effect at the next start.`}
      </p>
      <ul className="inits">
        {feedbackIds.map((id) => (
          <Entry key={id} id={id} view={view} />
        ))}
      </ul>
    </Dialog>
  );
}
