import { Info, Trash2 } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { datasetSpec } from '../../data/own';
import type { DatasetInfo } from '../../data/spec';
import type { OwnSet } from '../../store/data';
import { setsOf, useFolders } from '../../store/folders';
import { useJustImported } from '../../store/importing';
import { usePreviews } from '../../store/previews';
import { removeFolder, removeOwnSet } from '../../store/removal';
import { About } from './About';
import { CardProblem } from './CardProblem';
import { CardState } from './CardState';
import { placeOf } from './place';
import { Samples } from './Samples';
import { sizeLine } from './texts';

interface Props {
  info: DatasetInfo;
  own?: OwnSet;
}

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

const filesOf = (id: string): readonly string[] => datasetSpec(id)?.files.map(({ name }) => name) ?? [];

function useRemove({ info, own }: Props, removable: boolean): (() => void) | undefined {
  if (own) return () => removeOwnSet(own);
  const folder = datasetSpec(info.id)?.folder;
  if (!removable || folder === undefined) return undefined;
  return () => removeFolder(folder, info.name, setsOf(folder));
}

/** What was just imported is where the person goes on. */
function useArrival(id: string) {
  const ref = useRef<HTMLElement>(null);
  const arrived = useJustImported((state) => state.id === id);
  useEffect(() => {
    if (!arrived) return;
    ref.current?.focus();
    useJustImported.setState({ id: undefined });
  }, [arrived]);
  return ref;
}

export function SetCard({ info, own }: Props) {
  const id = useId();
  const ref = useArrival(info.id);
  const [about, setAbout] = useState(false);
  const preview = usePreviews((state) => state.previews[info.id]);
  const { states, gets } = useFolders();
  const place = placeOf(info.id, own, states, gets);
  const remove = useRemove({ info, ...(own && { own }) }, place.kind === 'here' && place.removable);
  const line = sizeLine(info, own !== undefined);
  const problem = place.kind === 'getting' && place.get.phase === 'problem' ? place.get : undefined;
  const away = place.kind === 'away' || place.kind === 'getting';
  const needed = place.kind === 'away' && !place.canGet ? filesOf(info.id) : [];
  return (
    <section className="card" ref={ref} tabIndex={-1} aria-labelledby={id}>
      <div className="card-samples">
        {problem ? (
          <CardProblem {...problem} />
        ) : (
          <Samples info={info} preview={preview} away={away} needed={needed} />
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
      <CardState info={info} place={place} />
      <About info={info} open={about} onClose={() => setAbout(false)} />
    </section>
  );
}
