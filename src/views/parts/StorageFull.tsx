import { bytesText } from '../../core/format';
import { useData } from '../../store/data/data';
import { useFolders } from '../../store/data/folders';
import { largestStored } from '../../store/data/removal';
import { dismissStorageFull, retryStoring, useStorageFull } from '../../store/data/storageFull';
import { Banner } from './Banner';
import { Coded } from './Coded';

/** The browser's storage is full: what was not stored, what takes most of the space, and how to store it anyway. */
export function StorageFull() {
  const wanted = useStorageFull((state) => state.wanted);
  const own = useData((data) => data.own);
  const states = useFolders((state) => state.states);
  if (!wanted) return null;
  const largest = largestStored(own, states, wanted.what);
  return (
    <Banner title={wanted.problem.title} kind="bad" onClose={() => dismissStorageFull()}>
      <Coded text={wanted.problem.detail} />
      {largest.length > 0 && (
        <p>
          {largest.length > 1 ? 'These take the most space.' : 'This takes the most space.'} Ten seconds after
          you remove {largest.length > 1 ? 'one' : 'it'}, when Undo expires, “{wanted.name}” is saved.
        </p>
      )}
      <div className="banner-actions">
        {largest.map(({ what, name, bytes, remove }) => (
          <button key={what} type="button" className="button small" onClick={remove}>
            Remove {name} <span className="num quiet">{bytesText(bytes)}</span>
          </button>
        ))}
        <button type="button" className="button small" onClick={() => void retryStoring()}>
          Try again
        </button>
      </div>
    </Banner>
  );
}
