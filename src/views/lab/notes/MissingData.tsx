import { useEffect } from 'react';
import { bytesOf } from '../../../core/format';
import { datasetSpec } from '../../../data/storage/ownDatasets';
import { requestDataset, useData } from '../../../store/data/data';
import {
  type FolderDownload,
  getFolder,
  pauseDownload,
  refreshData,
  useFolders,
} from '../../../store/data/folders';
import { goTo } from '../../../store/page/page';
import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';
import { Banner } from '../../parts/Banner';
import { ChooseFiles } from '../../parts/ChooseFiles';
import { Coded } from '../../parts/Coded';
import { PAUSED } from '../../parts/paused';

function GetLine({ get, name, folder }: { get: FolderDownload; name: string; folder: string }) {
  if (get.phase === 'problem')
    return (
      <>
        <p>
          <strong>{get.title}</strong>
        </p>
        <Coded text={get.detail} />
      </>
    );
  const amount = bytesOf(get.done, get.total);
  const getting = get.phase === 'getting';
  return (
    <div className="banner-get">
      <progress
        value={get.done}
        max={get.total || 1}
        aria-label={`Downloading ${name}`}
        aria-valuetext={amount}
      />
      <span className="quiet num">{get.total > 0 ? amount : 'Connecting'}</span>
      <button
        type="button"
        className="button small"
        onClick={() => (getting ? pauseDownload(folder) : void getFolder(folder))}
      >
        {getting ? 'Pause' : 'Resume'}
      </button>
      {!getting && <span className="quiet">{PAUSED}</span>}
    </div>
  );
}

/** Whether one click can download it; checked when data are missing. */
function useWayToGet(folder: string | undefined, missing: boolean) {
  const { states, gets } = useFolders();
  useEffect(() => {
    if (missing) void refreshData();
  }, [missing]);
  if (folder === undefined) return { canGet: false, get: undefined };
  const get = gets[folder];
  return { canGet: states?.[folder]?.canGet === true && (!get || get.phase === 'problem'), get };
}

function MissingActions({ id, folder, canGet }: { id: string; folder: string | undefined; canGet: boolean }) {
  const lab = useLab();
  const lastGood = useData((data) => data.lastGood);
  const back = lastGood !== undefined && lastGood !== id ? lastGood : undefined;
  return (
    <div className="banner-actions">
      {canGet && folder !== undefined && (
        <button type="button" className="button primary" onClick={() => void getFolder(folder)}>
          Get {datasetChoice(id).name}
        </button>
      )}
      <button
        type="button"
        className={`button ${canGet ? '' : 'primary'}`}
        onClick={() => void requestDataset(id)}
      >
        Try again
      </button>
      <ChooseFiles />
      {back !== undefined && (
        <button type="button" className="button" onClick={() => lab.settings.returnToDataset(back)}>
          Go back to {datasetChoice(back).name}
        </button>
      )}
      <button type="button" className="button plain" onClick={() => goTo('data')}>
        All data sets
      </button>
    </div>
  );
}

/** Shown when the chosen data set is missing or unusable: the reason, and all options. */
export function MissingData() {
  const lab = useLab();
  const id = lab.settings.useSettings((state) => state.draft.dataset);
  const state = useData(({ sets }) => sets[id]);
  const spec = datasetSpec(id);
  const folder = spec && spec.files.length > 0 ? spec.folder : undefined;
  const missing = state?.phase === 'problem';
  const { canGet, get } = useWayToGet(folder, missing);
  if (state?.phase !== 'problem') return null;
  return (
    <Banner title={state.title} kind="warn">
      <Coded text={state.detail} />
      {folder !== undefined && <p>You can also drop the files anywhere on this page.</p>}
      {get && folder !== undefined && <GetLine get={get} name={datasetChoice(id).name} folder={folder} />}
      <MissingActions id={id} folder={folder} canGet={canGet} />
    </Banner>
  );
}
