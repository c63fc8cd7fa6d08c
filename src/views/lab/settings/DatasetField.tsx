import { ChevronDown } from 'lucide-react';
import { percent } from '../../../core/format';
import { type DatasetId, datasetIds, datasets } from '../../../data';
import { isFetched } from '../../../data/spec';
import { useData } from '../../../store/data/data';
import { useFolders } from '../../../store/data/folders';
import { goTo } from '../../../store/page/page';
import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';
import { useLasting } from '../../useLasting';
import { useChanged } from './changes';
import { Thumbnail } from './thumbnail/Thumbnail';
import './dataset.css';

function Loading({ id }: { id: string }) {
  const state = useData(({ sets }) => sets[id]);
  const shown = useLasting(state?.phase === 'loading');
  if (!shown || state?.phase !== 'loading') return null;
  const part = state.total > 0 ? state.done / state.total : 0;
  return (
    <div className="data-loading">
      <progress value={part} max={1} aria-label={`Downloading ${datasetChoice(id).name}`} />
      <span className="quiet num">{percent(part, 0)}</span>
    </div>
  );
}

interface Group {
  readonly name: string;
  readonly ids: readonly string[];
}

/** Groups data sets by where they are stored, as far as known. */
function useGroups(chosen: string): readonly Group[] {
  const states = useFolders((state) => state.states);
  const own = useData((data) => data.own).map(({ info }) => info.id);
  const fetched = (id: DatasetId) => isFetched(datasets[id]);
  const here = (id: DatasetId) => states?.[datasets[id].folder]?.here !== undefined;
  const files = datasetIds.filter(fetched);
  const groups: readonly Group[] = [
    { name: 'Built in', ids: datasetIds.filter((id) => !fetched(id)) },
    { name: 'On this computer', ids: files.filter(here) },
    { name: states ? 'To download' : 'From files', ids: files.filter((id) => !here(id)) },
    { name: 'Your own', ids: own },
  ];
  const listed = groups.some(({ ids }) => ids.includes(chosen));
  const all = listed ? groups : [...groups, { name: 'Removed', ids: [chosen] }];
  return all.filter(({ ids }) => ids.length > 0);
}

export function DatasetField() {
  const lab = useLab();
  const id = lab.settings.useSettings((state) => state.draft.dataset);
  const changed = useChanged('dataset');
  const choice = datasetChoice(id);
  const groups = useGroups(id);
  return (
    <section className="group">
      <div className="dataset-head">
        <label htmlFor="setting-dataset" className="group-title panel-title">
          Data set
          {changed && <span className="changed" title="Changed since this run started" />}
        </label>
        <button type="button" className="text-button" onClick={() => goTo('data')}>
          All data sets
        </button>
      </div>
      <div className="dataset">
        <Thumbnail id={id} />
        <span className="dataset-text" aria-hidden="true">
          <span className="dataset-name">{choice.name}</span>
          <span className="quiet num">{choice.counts}</span>
        </span>
        <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
        <select
          id="setting-dataset"
          value={id}
          onChange={(event) => lab.settings.setDataset(event.target.value)}
        >
          {groups.map(({ name, ids }) => (
            <optgroup key={name} label={name}>
              {ids.map((one) => (
                <option key={one} value={one}>
                  {datasetChoice(one).name}, {datasetChoice(one).counts}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
      <Loading id={id} />
    </section>
  );
}
