import { HardDrive, ShieldCheck, Upload } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { type DatasetId, datasetIds, datasets } from '../../data';
import type { DatasetInfo } from '../../data/spec';
import { type OwnSet, useData } from '../../store/data/data';
import { refreshData, useFolders } from '../../store/data/folders';
import { makePreviews } from '../../store/data/makePreviews';
import { ChooseFiles } from '../parts/ChooseFiles';
import { FileProblem } from '../parts/FileProblem';
import { StorageFull } from '../parts/StorageFull';
import { DropCard } from './DropCard';
import { ImportPart } from './import/ImportPart';
import { inOrder } from './order';
import { placeOf } from './place';
import { SetCard } from './SetCard';
import { storageText } from './texts';
import './data.css';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Refreshes the list on every visit, then makes missing previews. */
function useShelf(): void {
  const states = useFolders((state) => state.states);
  const own = useData((state) => state.own);
  useEffect(() => void refreshData(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new data may need previews.
  useEffect(() => {
    if (states) void makePreviews();
  }, [states, own]);
}

function Head() {
  const storage = useFolders((state) => state.storage);
  return (
    <header className="data-head">
      <div>
        <h1>Data</h1>
        <p className="promise">
          <ShieldCheck {...icon} />
          Nothing you open here leaves this computer.
        </p>
      </div>
      <div className="data-tools">
        {storage && (
          <span className="storage num" title="Browser storage that the lab uses, of what the browser allows">
            <HardDrive {...icon} />
            {storageText(storage)}
          </span>
        )}
        <ChooseFiles name="Open a file" icon={<Upload {...icon} />} />
      </div>
    </header>
  );
}

interface Listed {
  readonly info: DatasetInfo;
  readonly own?: OwnSet;
}

/** Public sets keep their initial order, so that a card does not move when its data arrive. */
function useListed(): readonly Listed[] {
  const { states, gets } = useFolders();
  const own = useData((state) => state.own);
  const known = states !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: later changes must not affect the order.
  const first = useMemo(
    () => new Map(datasetIds.map((id) => [id as string, placeOf(id, undefined, states, gets)])),
    [known],
  );
  const all: readonly Listed[] = [
    ...datasetIds.map((id) => ({ info: datasets[id] })),
    ...own.map((set) => ({ info: set.info, own: set })),
  ];
  return inOrder(
    all,
    (listed) => first.get(listed.info.id) ?? placeOf(listed.info.id, listed.own, states, gets),
  );
}

/** @param set its card is where the page begins */
export function DataPage({ set: wanted }: { set: DatasetId | undefined }) {
  useShelf();
  const listed = useListed();
  return (
    <div className="data-page">
      <main id="data-sets" className="data-main" tabIndex={-1}>
        <Head />
        <FileProblem />
        <StorageFull />
        <div className="cards">
          {listed.map((set) => (
            <SetCard key={set.info.id} {...set} wanted={set.info.id === wanted} />
          ))}
          <DropCard />
        </div>
      </main>
      <ImportPart />
    </div>
  );
}
