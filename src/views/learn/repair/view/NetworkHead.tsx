import { Pause, Play, RotateCcw, StepForward } from 'lucide-react';
import { count } from '../../../../core/format';
import type { Terms } from '../../../../core/run/inspect/terms';
import { problemOf } from '../../../../store/learn/miniLab';
import { useLab } from '../../../labContext';
import { Segment } from '../../../parts/Segment';
import type { Exercise } from '../exercise';
import { beginAgain } from './useNetwork';
import '../../miniLab/miniLab.css';

interface Props {
  exercise: Exercise;
  terms: Terms | undefined;
  layer: number;
  layers: number;
  onLayer: (layer: number) => void;
}

/** Where the network is in its training, and whether it goes on. */
function Status({ terms, epochs }: { terms: Terms | undefined; epochs: number }) {
  const lab = useLab();
  const phase = lab.runs.useRuns((state) => state.phase);
  if (phase === 'stopped') return <span className="mini-problem">{`It stopped. ${problemOf(lab)}`}</span>;
  if (!terms) return <span>Getting ready</span>;
  const { epoch, step } = terms;
  const at = `epoch ${Math.max(1, epoch)} of ${epochs}, step ${count(step)}`;
  return <span className="num">{phase === 'finished' ? `finished, ${at}` : at}</span>;
}

/** The network of an exercise: train, pause, one step; and the hidden layer whose numbers are shown. */
export function NetworkHead({ exercise, terms, layer, layers, onLayer }: Props) {
  const lab = useLab();
  const phase = lab.runs.useRuns((state) => state.phase);
  const { epochs } = lab.settings.useSettings.getState().draft;
  const ended = phase === 'finished' || phase === 'stopped';
  const running = phase === 'running';
  const options = Array.from({ length: layers }, (_, i) => ({ id: String(i + 1), name: `i = ${i + 1}` }));
  return (
    <div className="mini-head repair-head">
      <h2>The network</h2>
      <span className="quiet">{exercise.words.setup}</span>
      <span className="mini-status">
        <Status {...{ terms, epochs }} />
      </span>
      <span className="repair-break" />
      <Segment
        label="Hidden layer"
        options={options}
        value={String(layer)}
        onChange={(id) => onLayer(Number(id))}
      />
      <button
        type="button"
        className="button small"
        disabled={phase !== 'paused'}
        onClick={() => void lab.actions.step()}
      >
        <StepForward size={16} strokeWidth={1.75} aria-hidden="true" />
        One step
      </button>
      {ended ? (
        <button type="button" className="button small" onClick={() => beginAgain(lab)}>
          <RotateCcw size={16} strokeWidth={1.75} aria-hidden="true" />
          Start again
        </button>
      ) : (
        <button
          type="button"
          className="button small"
          disabled={!running && phase !== 'paused'}
          onClick={() => (running ? lab.actions.pause() : void lab.actions.train())}
        >
          {running ? (
            <Pause size={16} strokeWidth={1.75} aria-hidden="true" />
          ) : (
            <Play size={16} strokeWidth={1.75} aria-hidden="true" />
          )}
          {running ? 'Pause' : 'Train on'}
        </button>
      )}
    </div>
  );
}
