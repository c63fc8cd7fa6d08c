import { ListEnd, ListPlus, Pause, Play } from 'lucide-react';
import { useState } from 'react';
import { clock } from '../../../core/format';
import { runsText } from '../../../figures/compare/runsText';
import { keyText } from '../../../notebook/keys';
import type { ExperimentRecord, RunRecord } from '../../../notebook/records';
import type { QueueState } from '../../../store/notebook/queue/queue';
import { useLab } from '../../labContext';
import { Dialog } from '../../parts/Dialog';
import { NewExperiment } from './NewExperiment';
import { QueueList } from './QueueList';
import './queue.css';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** "2 training, 1 paused, about 1:10 left" */
function standingText({ paused, training, held, secondsLeft }: QueueState): string {
  if (paused) return 'paused';
  const parts = [
    `${training.length} training`,
    held.length > 0 && `${held.length} paused`,
    secondsLeft !== undefined && `about ${clock(secondsLeft)} left`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** How far the queue is: "27 of 30 runs done, 2 training, about 1:10 left". */
function QueueProgress() {
  const { useQueue, pause, resume } = useLab().queue;
  const state = useQueue();
  const { paused, waiting, training, done } = state;
  const [open, setOpen] = useState(false);
  const all = done + waiting.length + training.length;
  if (waiting.length + training.length === 0) return null;
  const text = `${done} of ${runsText(all)} done, ${standingText(state)}`;
  return (
    <>
      <progress aria-label="Queue" max={all} value={done} />
      <span className="queue-text num">{text}</span>
      <button type="button" className="button" onClick={paused ? resume : pause}>
        {paused ? <Play {...icon} /> : <Pause {...icon} />}
        {paused ? 'Resume queue' : 'Pause queue'}
      </button>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        <ListEnd {...icon} />
        Queue
      </button>
      <Dialog
        title="Queue"
        className="compare-dialog queue-dialog"
        open={open}
        onClose={() => setOpen(false)}
      >
        <QueueList />
      </Dialog>
    </>
  );
}

interface Props {
  experiment: ExperimentRecord | undefined;
  runs: readonly RunRecord[];
}

/** Unfinished runs that nothing trains go on from their checkpoints. */
function GoOn({ experiment, runs }: Props) {
  const lab = useLab();
  const { waiting, training } = lab.queue.useQueue();
  const phase = lab.runs.useRuns((state) => state.phase);
  if (!experiment) return null;
  const queued = new Set([...waiting, ...training]);
  const left = runs.filter(
    ({ id, state }) =>
      ['waiting', 'paused', 'training'].includes(state) && !queued.has(keyText([experiment.id, id])),
  );
  const isLive = lab.queue.isLive(experiment.id) && phase !== 'ready';
  if (left.length === 0 || isLive) return null;
  return (
    <button type="button" className="button" onClick={() => void lab.queue.enqueue(experiment.id)}>
      <Play {...icon} />
      {`Go on with ${runsText(left.length)}`}
    </button>
  );
}

/** Why runs of the queue could not train. */
function QueueProblems() {
  const problems = useLab().queue.useQueue((state) => state.problems);
  const [first] = Object.values(problems);
  if (first === undefined) return null;
  return (
    <span className="queue-problem" role="alert">
      {first}
    </span>
  );
}

/** The queue of the notebook: its progress, and new experiments for it. */
export function QueueBar({ experiment, runs }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <span className="queue-bar">
      <QueueProblems />
      <QueueProgress />
      <GoOn experiment={experiment} runs={runs} />
      <button type="button" className="button" onClick={() => setOpen(true)}>
        <ListPlus {...icon} />
        New experiment
      </button>
      <Dialog
        title="New experiment"
        className="compare-dialog queue-new"
        open={open}
        onClose={() => setOpen(false)}
      >
        <NewExperiment onAdded={() => setOpen(false)} />
      </Dialog>
    </span>
  );
}
