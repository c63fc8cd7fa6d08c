import { Tag, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { degrees, seconds } from '../../../core/format';
import type { Task } from '../../../data/spec';
import type { ShownGroup } from '../../../figures/compare/groups';
import type { RunRecord } from '../../../notebook/records';
import { judgedBy } from '../../../notebook/stats/reached';
import { NONE, tableTexts } from '../../../notebook/stats/texts';
import { noteRuns, removeRuns, tagRuns } from '../../../store/notebook/actions';
import { keptNetwork } from '../../../store/notebook/networks';
import { SaveNetwork } from '../../menus/SaveNetwork';
import { Dialog } from '../../parts/Dialog';
import { Squares } from './Squares';

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

function TagForm({ run, onClose }: { run: RunRecord; onClose: () => void }) {
  const [tags, setTags] = useState(run.tags.join(', '));
  const [note, setNote] = useState(run.note);
  const key = [run.experiment, run.id] as const;
  return (
    <form
      className="run-words"
      onSubmit={async (event) => {
        event.preventDefault();
        await tagRuns([key], tags);
        await noteRuns([key], note);
        onClose();
      }}
    >
      <label>
        Tags, separated by commas
        <input type="text" value={tags} onChange={(event) => setTags(event.target.value)} />
      </label>
      <label>
        Note
        <textarea rows={4} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <button type="submit" className="button primary">
        Save
      </button>
    </form>
  );
}

/** "epoch 7 of 10", or how it ended. */
function standing({ state, epoch, spec }: RunRecord): string {
  return state === 'done' ? `${spec.epochs} epochs` : `${state}, epoch ${epoch} of ${spec.epochs}`;
}

interface Props {
  run: RunRecord;
  group: ShownGroup;
  task: Task;
  /** Of its experiment, where several are shown. */
  from: string | undefined;
}

/** One run of an opened group. */
export function RunRow({ run, group, task, from }: Props) {
  const [open, setOpen] = useState(false);
  const { value } = tableTexts[task];
  const { reached } = run;
  const name = `seed ${run.spec.seed}`;
  const last = reached?.[judgedBy(task)];
  return (
    <tr className="run-row">
      <th scope="row">
        <span className="run-name">
          {name} <span className="quiet">{[from, standing(run)].filter(Boolean).join(' · ')}</span>
          {run.tags.map((tag) => (
            <span key={tag} className="run-tag">
              {tag}
            </span>
          ))}
          {run.note !== '' && <span className="quiet run-note">{run.note}</span>}
        </span>
      </th>
      <td>
        <Squares runs={[run]} style={group.style} />
      </td>
      <td className="num">{last === undefined ? NONE : value(last)}</td>
      <td className="wide-only" />
      <td className="wide-only" />
      <td className="num wide-only">{reached ? tableTexts.regression.value(reached.testLoss) : NONE}</td>
      <td className="num wide-only">
        {reached?.meanAngle === undefined ? NONE : degrees(reached.meanAngle)}
      </td>
      <td className="num wide-only">
        {reached?.aloneSeconds === undefined ? NONE : seconds(reached.aloneSeconds)}
      </td>
      <td>
        <span className="row-tools">
          <SaveNetwork
            of={`${group.name}, ${name}`}
            spec={() => run.spec}
            network={run.checkpoint && (() => keptNetwork(run.experiment, run))}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={`Tags and note of ${group.name}, ${name}`}
            title="Tags and note"
            onClick={() => setOpen(true)}
          >
            <Tag {...icon} />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={`Delete ${group.name}, ${name}`}
            title="Delete this run"
            onClick={() => void removeRuns([[run.experiment, run.id]])}
          >
            <Trash2 {...icon} />
          </button>
        </span>
        <Dialog
          title={`${group.name}, ${name}`}
          className="compare-dialog queue-dialog"
          open={open}
          onClose={() => setOpen(false)}
        >
          <TagForm run={run} onClose={() => setOpen(false)} />
        </Dialog>
      </td>
    </tr>
  );
}
