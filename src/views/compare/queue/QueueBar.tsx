import { ListEnd, Pause, Play } from 'lucide-react';
import { useState } from 'react';
import { clock, counted } from '../../../core/format';
import { useLab } from '../../labContext';
import { Dialog } from '../../parts/Dialog';
import { NewExperiment } from './NewExperiment';
import { QueueList } from './QueueList';
import './queue.css';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** How far the queue is: "27 of 30 runs, 2 training, about 1:10 left". */
function QueueProgress() {
  const { useQueue, pause, resume } = useLab().queue;
  const { paused, waiting, training, done, secondsLeft } = useQueue();
  const [open, setOpen] = useState(false);
  const all = done + waiting.length + training.length;
  if (waiting.length + training.length === 0) return null;
  const left = secondsLeft === undefined ? '' : `, about ${clock(secondsLeft)} left`;
  const text = `${done} of ${counted(all, 'run')} done, ${paused ? 'paused' : `${training.length} training${left}`}`;
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
      <Dialog title="Queue" className="queue-dialog" open={open} onClose={() => setOpen(false)}>
        <QueueList />
      </Dialog>
    </>
  );
}

/** The queue of the notebook: its progress, and new experiments for it. */
export function QueueBar() {
  const [open, setOpen] = useState(false);
  return (
    <div className="queue-bar">
      <QueueProgress />
      <button type="button" className="button" onClick={() => setOpen(true)}>
        New experiment
      </button>
      <Dialog title="New experiment" className="queue-new" open={open} onClose={() => setOpen(false)}>
        <NewExperiment onAdded={() => setOpen(false)} />
      </Dialog>
    </div>
  );
}
