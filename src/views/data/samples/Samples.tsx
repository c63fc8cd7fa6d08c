import { Images, Table2 } from 'lucide-react';
import type { FolderState } from '../../../data/fetch/sources';
import type { Preview } from '../../../data/preview';
import type { DatasetInfo } from '../../../data/spec';
import { ShortName } from '../../parts/ShortName';
import { shortNames } from '../../shortNames';
import { columnsLine, imageLine } from '../texts';
import { ColumnShapes, SHAPE_LETTERS } from './ColumnShapes';
import { ImageTiles } from './ImageTiles';
import { PointCloud } from './PointCloud';
import './samples.css';

/** Number of images in a card. */
const TILES = 14;
const COLUMNS = 10;
const tiles = Array.from({ length: TILES }, (_, i) => i + 1);

interface Props {
  info: DatasetInfo;
  preview: Preview | null | undefined;
  /** The set's data are not available, so no samples can be shown. */
  away: boolean;
  /** Set if the user must provide files. */
  needed: FolderState | undefined;
}

/** The first inputs and then the target, as many as fit. */
export function cardColumns<Column>(columns: readonly Column[]): readonly Column[] {
  return columns.length <= COLUMNS ? columns : [...columns.slice(0, COLUMNS - 1), ...columns.slice(-1)];
}

/** The first inputs' names, and the target's. */
function namesOf({ inputNames, targetName, inputs }: DatasetInfo): readonly string[] {
  const names = inputNames ?? Array.from({ length: Math.min(inputs, COLUMNS) }, (_, i) => `x${i + 1}`);
  return [...names.slice(0, COLUMNS - 1), targetName ?? 'target'];
}

/** Placeholder for missing data: the shape of the samples. */
function Empty({ info }: { info: DatasetInfo }) {
  const Icon = info.image ? Images : Table2;
  return (
    <div className="no-data">
      <Icon size={20} strokeWidth={1.5} aria-hidden="true" />
      <div>
        <p className="no-data-what num">{info.image ? imageLine(info.image) : columnsLine(info)}</p>
        <p className="quiet">Samples appear once the files are here.</p>
      </div>
    </div>
  );
}

/** Skeleton of the same size as the samples. */
function Waiting({ info }: Pick<Props, 'info'>) {
  if (info.image)
    return (
      <div className="tiles skeleton">
        {tiles.map((tile) => (
          <span key={tile} />
        ))}
      </div>
    );
  if (info.inputs === 2) return <div className="cloud skeleton" />;
  const names = namesOf(info);
  const short = shortNames(names, SHAPE_LETTERS, true);
  return (
    <ul className="shapes skeleton" aria-label="Columns">
      {names.map((name, place) => (
        <li key={name}>
          <span className="shape-room" />
          <span className="shape-name" title={name}>
            <ShortName name={name} short={short[place]} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Archives need not be unpacked, which the text then says. */
const isArchive = (address: string): boolean => /\.(zip|tar\.gz)$/.test(address);

function Link({ address }: { address: string }) {
  return (
    <li>
      <a href={address} target="_blank" rel="noreferrer" title={address}>
        {decodeURIComponent(address.slice(address.lastIndexOf('/') + 1))}
      </a>
    </li>
  );
}

/** Links and file names for manual download, where the lab cannot download them. */
function Needed({ state: { missing, addresses } }: { state: FolderState }) {
  const links = addresses.filter(
    (address) => isArchive(address) || missing.some((name) => address.includes(`/${name}`)),
  );
  const whole = links.length > 0 && links.every(isArchive);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list must be scrollable by keys.
    <section className="needed" aria-label="Required files" tabIndex={0}>
      {links.length > 0 && (
        <>
          <p className="quiet">
            {whole
              ? 'Download this and drop it here without unpacking:'
              : 'Download these and drop them here:'}
          </p>
          <ul>
            {links.map((address) => (
              <Link key={address} address={address} />
            ))}
          </ul>
        </>
      )}
      <p className="quiet">{whole ? 'It contains these files, which also work:' : 'Still needed:'}</p>
      <ul>
        {missing.map((name) => (
          <li key={name} className="mono">
            {name}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Real samples of a data set: images, points or column histograms. */
export function Samples({ info, preview, away, needed }: Props) {
  if (needed) return <Needed state={needed} />;
  if (away) return <Empty info={info} />;
  if (preview === undefined) return <Waiting info={info} />;
  if (preview === null) return <p className="quiet no-samples">Samples could not be shown.</p>;
  if (preview.kind === 'images') {
    const image = info.image ?? { height: 1, width: info.inputs, channels: 1 as const };
    return <ImageTiles pixels={preview.pixels} count={Math.min(preview.count, TILES)} shape={image} />;
  }
  if (preview.kind === 'points') return <PointCloud {...preview} />;
  return <ColumnShapes columns={cardColumns(preview.columns)} />;
}
