import { HardDrive, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { bytesText } from '../../../core/format';
import { runsText } from '../../../figures/compare/runsText';
import { removeExperiment } from '../../../store/notebook/actions';
import { useNotebook } from '../../../store/notebook/notebook';
import { bytesOf, type Share, storageShares } from '../../../store/notebook/share';
import { Dialog } from '../../parts/Dialog';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

function Row({ share, onDelete }: { share: Share; onDelete: () => void }) {
  const { id, name, runs, curveBytes, checkpointBytes } = share;
  return (
    <tr>
      <th scope="row">
        {name} <span className="quiet">{runsText(runs)}</span>
      </th>
      <td>{bytesText(curveBytes)}</td>
      <td>{bytesText(checkpointBytes)}</td>
      <td>
        <button
          type="button"
          className="icon-button"
          aria-label={`Delete ${name}, which frees ${bytesText(bytesOf(share))}`}
          title="Delete"
          onClick={() => {
            // Undo is outside of the dialog.
            onDelete();
            void removeExperiment(id, name);
          }}
        >
          <Trash2 {...icon} />
        </button>
      </td>
    </tr>
  );
}

function Shares({ onDelete }: { onDelete: () => void }) {
  const { experiments, runs } = useNotebook();
  const shares = storageShares(experiments, runs);
  const all = shares.reduce((sum, share) => sum + bytesOf(share), 0);
  return (
    <>
      <p>
        The notebook takes up {bytesText(all)} of this browser’s storage. Deleting an experiment frees what is
        listed beside it, once Undo is no longer offered.
      </p>
      <table className="compare-shares">
        <thead>
          <tr>
            <th scope="col">Experiment</th>
            <th scope="col">Curves</th>
            <th scope="col">Checkpoints</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {shares.map((share) => (
            <Row key={share.id} share={share} onDelete={onDelete} />
          ))}
        </tbody>
      </table>
    </>
  );
}

/** How much the kept experiments take up, and what can be freed. */
export function StorageTool() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label="Storage of the notebook"
        title="Storage"
        onClick={() => setOpen(true)}
      >
        <HardDrive {...icon} />
      </button>
      <Dialog
        title="Storage"
        className="compare-dialog compare-storage"
        open={open}
        onClose={() => setOpen(false)}
      >
        <Shares onDelete={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
