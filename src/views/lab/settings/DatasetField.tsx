import { ChevronDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { datasetChoice, datasetChoices } from '../../../store/choices';
import { useData } from '../../../store/data';
import { setDataset, useSettings } from '../../../store/settings';
import { useChanged } from './changes';
import { Thumbnail } from './Thumbnail';

/** True once `on` has lasted long enough to be worth showing. */
function useLasting(on: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!on) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), 150);
    return () => clearTimeout(timer);
  }, [on]);
  return on && lasting;
}

function Loading({ id }: { id: string }) {
  const state = useData(({ sets }) => sets[id]);
  const shown = useLasting(state?.phase === 'loading');
  if (!shown || state?.phase !== 'loading') return null;
  const part = state.total > 0 ? state.done / state.total : 0;
  return (
    <div className="data-loading">
      <progress value={part} max={1} aria-label={`Getting ${datasetChoice(id).name}`} />
      <span className="quiet num">{Math.round(part * 100)} %</span>
    </div>
  );
}

export function DatasetField() {
  const id = useSettings((state) => state.draft.dataset);
  const changed = useChanged('dataset');
  const choice = datasetChoice(id);
  return (
    <section className="group">
      <label htmlFor="setting-dataset" className="group-title panel-title">
        Data set
        {changed && <span className="changed" title="Changed since this run started" />}
      </label>
      <div className="dataset">
        <Thumbnail id={id} />
        <span className="dataset-text" aria-hidden="true">
          <span className="dataset-name">{choice.name}</span>
          <span className="quiet num">{choice.counts}</span>
        </span>
        <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
        <select id="setting-dataset" value={id} onChange={(event) => setDataset(event.target.value)}>
          {datasetChoices.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}, {one.counts}
            </option>
          ))}
        </select>
      </div>
      <Loading id={id} />
    </section>
  );
}
