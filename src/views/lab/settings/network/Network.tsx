import { Layers } from 'lucide-react';
import { useState } from 'react';
import type { Ends } from '../../../../core/blocks/chain';
import { count } from '../../../../core/format';
import { settings } from '../../../../core/run/settings';
import { endsOf } from '../../../../data/spec';
import { layersText, networkText } from '../../../../experiment/fields/networkText';
import { inputText } from '../../../../experiment/layerFacts';
import { datasetChoice } from '../../../../store/settings/choices';
import { isDense } from '../../../../store/settings/hidden';
import { useLab } from '../../../labContext';
import { Dialog } from '../../../parts/Dialog';
import { Cautions } from '../Cautions';
import { useChanged } from '../changes';
import { ChoiceRow } from '../rows/ChoiceRow';
import { TextRow } from '../rows/TextRow';
import { LayerEditor } from './LayerEditor';
import { useAnyNetworkProblem } from './useNetworkProblem';
import './network.css';

/** Layers that two fields cannot say, in a line. */
function LayersLine() {
  const lab = useLab();
  const hidden = lab.settings.useSettings((state) => state.draft.hidden);
  const problem = useAnyNetworkProblem();
  const changed = useChanged('hidden');
  return (
    <div className="layers-line">
      <p>
        {settings.hidden.label}
        {changed && <span className="changed" title="Changed since this run started" />}
      </p>
      <p className="num">{layersText(hidden)}</p>
      {problem !== undefined && <p className="row-problem">{problem}</p>}
    </div>
  );
}

function EditLayers() {
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <button type="button" className="button small edit-layers" onClick={() => setOpen(true)}>
        <Layers size={16} strokeWidth={1.75} aria-hidden="true" />
        Edit layers
      </button>
      <Dialog title="Layers" className="sheet layers-dialog" open={open} onClose={close}>
        <LayerEditor onDone={close} />
      </Dialog>
    </>
  );
}

/** The layers between stand in a line of their own. */
const endsText = (ends: Ends): string => `${inputText(ends)} in, ${count(ends.outputs)} out`;

export function Network() {
  const lab = useLab();
  const hidden = lab.settings.useSettings((state) => state.draft.hidden);
  const ends = endsOf(datasetChoice(lab.settings.useSettings((state) => state.draft.dataset)));
  const typed = lab.settings.useSettings(({ problems }) =>
    Object.keys(problems).some((key) => key.startsWith('layer.')),
  );
  const inFields = isDense(hidden) && !typed;
  return (
    <section className="group" aria-labelledby="network-title">
      <div className="group-head">
        <h2 id="network-title">Network</h2>
        <span className="quiet group-note num">
          {isDense(hidden) ? networkText({ ...ends, hidden }) : endsText(ends)}
        </span>
      </div>
      {inFields ? (
        <>
          <TextRow field="layers" />
          <TextRow field="units" />
        </>
      ) : (
        <LayersLine />
      )}
      <EditLayers />
      <Cautions at="hidden" />
      <ChoiceRow field="feedbackInit" explain />
    </section>
  );
}
