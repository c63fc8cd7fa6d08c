import { Download } from 'lucide-react';
import { useState } from 'react';
import type { ExperimentRecord } from '../../../notebook/records';
import { exportExperiment } from '../../../store/notebook/files';
import { ChooseFiles } from '../../parts/ChooseFiles';
import { Dialog } from '../../parts/Dialog';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** An experiment as a file, and back. */
export function FileTools({ experiment }: { experiment: ExperimentRecord | undefined }) {
  const [open, setOpen] = useState(false);
  const [weights, setWeights] = useState(false);
  return (
    <>
      <ChooseFiles name="Open" />
      {experiment && (
        <>
          <button type="button" className="button" onClick={() => setOpen(true)}>
            <Download {...icon} />
            Export
          </button>
          <Dialog
            title="Export"
            className="compare-dialog compare-export"
            open={open}
            onClose={() => setOpen(false)}
          >
            <p>
              One file with all settings, runs and curves of “{experiment.name}”. Open it in any lab, or drop
              it there.
            </p>
            <label>
              <input type="checkbox" checked={weights} onChange={() => setWeights(!weights)} /> With weights,
              so that unfinished runs can go on elsewhere
            </label>
            <button
              type="button"
              className="button primary"
              onClick={async () => {
                await exportExperiment(experiment.id, weights);
                setOpen(false);
              }}
            >
              Save file
            </button>
          </Dialog>
        </>
      )}
    </>
  );
}
