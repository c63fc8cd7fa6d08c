import { Check, Download, FolderOpen } from 'lucide-react';
import { bytesOf, bytesText } from '../../core/format';
import type { DatasetInfo } from '../../data/spec';
import { datasetSpec } from '../../data/storage/ownDatasets';
import { openInLab } from '../../store/data/data';
import { type FolderDownload, getFolder, pauseDownload } from '../../store/data/folders';
import { ChooseFiles } from '../parts/ChooseFiles';
import type { Place } from './place';

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

function Here({ text, id, warn = false }: { text: string; id: string; warn?: boolean }) {
  return (
    <>
      <span className={`card-where num ${warn ? 'warn' : 'ok'}`}>
        <Check {...icon} />
        {text}
      </span>
      <button type="button" className="button small" onClick={() => openInLab(id)}>
        Use in Lab
      </button>
    </>
  );
}

interface GetProps {
  name: string;
  folder: string;
  get: FolderDownload;
  bytes: number;
  canGet: boolean;
}

function BeingFetched({ name, folder, get, bytes, canGet }: GetProps) {
  const again = () => void getFolder(folder);
  if (get.phase === 'problem')
    return (
      <span className="card-actions">
        <ChooseFiles className="small" />
        {canGet && (
          <button type="button" className="button small" onClick={again}>
            Try again
          </button>
        )}
      </span>
    );
  const total = get.total || bytes;
  const amount = bytesOf(get.done, total);
  const getting = get.phase === 'getting';
  return (
    <>
      <span className="card-amount num">{amount}</span>
      <progress value={get.done} max={total} aria-label={`Downloading ${name}`} aria-valuetext={amount} />
      <button
        type="button"
        className="button small card-get"
        onClick={getting ? () => pauseDownload(folder) : again}
      >
        {getting ? 'Pause' : 'Resume'}
      </button>
    </>
  );
}

function Away({
  folder,
  bytes,
  here,
  canGet,
}: {
  folder: string;
  bytes: number;
  here: number;
  canGet: boolean;
}) {
  if (!canGet)
    return (
      <>
        <span className="card-where num">
          <FolderOpen {...icon} />
          From files · {bytesText(bytes)}
        </span>
        <ChooseFiles className="small" />
      </>
    );
  return (
    <>
      <span className="card-where num">
        <Download {...icon} />
        {here > 0 ? `${bytesOf(here, bytes)} here` : `Not downloaded · ${bytesText(bytes)}`}
      </span>
      <button type="button" className="button small card-get" onClick={() => void getFolder(folder)}>
        {here > 0 ? 'Resume' : 'Get'}
      </button>
    </>
  );
}

/** Where the data set is, with the one matching action. */
export function CardState({ info, place }: { info: DatasetInfo; place: Place }) {
  const { id, name } = info;
  const folder = datasetSpec(id)?.folder ?? '';
  return (
    <div className="card-state">
      {place.kind === 'built-in' && <Here text="Built in" id={id} />}
      {place.kind === 'here' && !place.forVisit && (
        <Here text={`On this computer · ${bytesText(place.bytes)}`} id={id} />
      )}
      {place.kind === 'here' && place.forVisit && (
        <Here text={`Until this page is closed · ${bytesText(place.bytes)}`} id={id} warn />
      )}
      {place.kind === 'own' && place.stored && (
        <Here text={`On this computer · ${bytesText(place.bytes)}`} id={id} />
      )}
      {place.kind === 'own' && !place.stored && <Here text="Until this page is closed" id={id} warn />}
      {place.kind === 'unknown' && <span className="card-where quiet">Looking for its files</span>}
      {place.kind === 'away' && <Away folder={folder} {...place} />}
      {place.kind === 'getting' && <BeingFetched name={name} folder={folder} {...place} />}
    </div>
  );
}
