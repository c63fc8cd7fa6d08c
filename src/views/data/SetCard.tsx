import { Info, Trash2 } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { FolderState } from '../../data/fetch/sources';
import type { DatasetInfo } from '../../data/spec';
import { datasetSpec } from '../../data/storage/ownDatasets';
import type { OwnSet } from '../../store/data/data';
import { setsOf, useFolders } from '../../store/data/folders';
import { useJustImported } from '../../store/data/importing';
import { usePreviews } from '../../store/data/previews';
import { removeFolder, removeOwnSet } from '../../store/data/removal';
import { usePage } from '../../store/page/page';
import { PAUSED } from '../parts/paused';
import { About } from './About';
import { CardProblem } from './CardProblem';
import { CardState } from './CardState';
import { isRemovable, type Place, placeOf } from './place';
import { Samples } from './samples/Samples';
import { originLine, sizeLine } from './texts';
import './card.css';

interface Props {
  info: DatasetInfo;
  own?: OwnSet;
  /** The address names it. */
  wanted?: boolean;
}

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

function useRemove({ info, own }: Pick<Props, 'info' | 'own'>, removable: boolean): (() => void) | undefined {
  if (own) return () => removeOwnSet(own);
  const folder = datasetSpec(info.id)?.folder;
  if (!removable || folder === undefined) return undefined;
  return () => removeFolder(folder, info.name, setsOf(folder));
}

/**
 * Focuses the card of a set that was just imported, or that the address names.
 * @param wanted whether the address names it, and its position among the cards is known
 */
function useArrival(id: string, wanted: boolean) {
  const ref = useRef<HTMLElement>(null);
  const entry = usePage((state) => state.entry);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same address may be followed again.
  useEffect(() => {
    const { arrival } = usePage.getState();
    if (wanted && (arrival === 'start' || arrival === 'new')) ref.current?.focus();
  }, [wanted, entry]);
  const arrived = useJustImported((state) => state.id === id);
  useEffect(() => {
    if (!arrived) return;
    ref.current?.focus();
    useJustImported.setState({ id: undefined });
  }, [arrived]);
  return ref;
}

/** State of a folder whose files the user must provide. */
const neededOf = (place: Place, state: FolderState | undefined): FolderState | undefined =>
  place.kind === 'away' && !place.canGet ? state : undefined;

export function SetCard({ info, own, wanted = false }: Props) {
  const id = useId();
  const [about, setAbout] = useState(false);
  const preview = usePreviews((state) => state.previews[info.id]);
  const { states, gets } = useFolders();
  const ref = useArrival(info.id, wanted && states !== undefined);
  const state = states?.[datasetSpec(info.id)?.folder ?? ''];
  const place = placeOf(info.id, own, states, gets);
  const remove = useRemove({ info, ...(own && { own }) }, isRemovable(place, state));
  const paused = place.kind === 'getting' && place.get.phase === 'paused';
  const line = paused ? PAUSED : sizeLine(info, own !== undefined);
  const origin = originLine(info);
  const problem = place.kind === 'getting' && place.get.phase === 'problem' ? place.get : undefined;
  const away = place.kind === 'away' || place.kind === 'getting';
  return (
    <section className="card" ref={ref} tabIndex={-1} aria-labelledby={id}>
      <div className="card-samples">
        {problem ? (
          <CardProblem {...problem} />
        ) : (
          <Samples info={info} preview={preview} away={away} needed={neededOf(place, state)} />
        )}
      </div>
      <div className="card-title">
        <h2 id={id} title={info.name}>
          {info.name}
        </h2>
        <button
          type="button"
          className="icon-button"
          aria-label={`About ${info.name}`}
          title="About: source and licence"
          onClick={() => setAbout(true)}
        >
          <Info {...icon} />
        </button>
        {remove && (
          <button
            type="button"
            className="icon-button"
            aria-label={`Remove ${info.name}`}
            title="Remove from this browser"
            onClick={remove}
          >
            <Trash2 {...icon} />
          </button>
        )}
      </div>
      <p className="card-line" title={line}>
        {line}
      </p>
      <p className="card-line quiet" title={origin}>
        {origin}
      </p>
      <CardState info={info} place={place} />
      <About info={info} open={about} onClose={() => setAbout(false)} />
    </section>
  );
}
