/** Where a data set is, for the state line of its card. */
import { datasets } from '../../data';
import type { FolderState } from '../../data/fetch/sources';
import type { DatasetSpec } from '../../data/spec';
import { datasetSpec } from '../../data/storage/ownDatasets';
import type { OwnSet } from '../../store/data/data';
import type { FolderDownload } from '../../store/data/folders';

export type Place =
  | { readonly kind: 'built-in' }
  /** Before the first survey. */
  | { readonly kind: 'unknown' }
  /** `forVisit`: browser storage is blocked, so the page holds it in memory while open. */
  | { readonly kind: 'here'; readonly bytes: number; readonly forVisit: boolean }
  | { readonly kind: 'own'; readonly bytes: number; readonly stored: boolean }
  | { readonly kind: 'away'; readonly bytes: number; readonly here: number; readonly canGet: boolean }
  | {
      readonly kind: 'getting';
      readonly get: FolderDownload;
      readonly bytes: number;
      readonly canGet: boolean;
    };

/** Bytes of all files of a folder, which several sets may share. */
function folderBytes(folder: string): number {
  const all: readonly DatasetSpec[] = Object.values(datasets);
  const files = all.filter((spec) => spec.folder === folder).flatMap((spec) => spec.files);
  const sizes = new Map(files.map(({ name, bytes }) => [name, bytes]));
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}

export function placeOf(
  id: string,
  own: OwnSet | undefined,
  states: Readonly<Record<string, FolderState>> | undefined,
  gets: Readonly<Record<string, FolderDownload>>,
): Place {
  if (own) return { kind: 'own', bytes: own.bytes, stored: own.stored };
  const spec = datasetSpec(id);
  if (spec === undefined || spec.files.length === 0) return { kind: 'built-in' };
  const state = states?.[spec.folder];
  const bytes = folderBytes(spec.folder);
  const get = gets[spec.folder];
  if (state?.here !== undefined) return { kind: 'here', bytes: state.bytes, forVisit: state.forVisit };
  if (get) return { kind: 'getting', get, bytes, canGet: state?.canGet ?? false };
  if (states === undefined) return { kind: 'unknown' };
  return { kind: 'away', bytes, here: state?.bytes ?? 0, canGet: state?.canGet ?? false };
}

/** Whether the browser stores any of its files and no download is under way. */
export const isRemovable = (place: Place, state: FolderState | undefined): boolean =>
  (state?.storedBytes ?? 0) > 0 && !(place.kind === 'getting' && place.get.phase === 'getting');
