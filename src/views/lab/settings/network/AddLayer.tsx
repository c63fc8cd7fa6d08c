import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type BlockId, blockIds, blocks } from '../../../../core/blocks';
import type { Ends } from '../../../../core/blocks/chain';
import type { HiddenLayer } from '../../../../core/blocks/hidden';
import { MOST_LAYERS } from '../../../../core/cost/cost';
import { placeFor } from '../../../../experiment/layerFacts';
import { inserted } from '../../../../store/settings/layers';
import { Select } from '../../../parts/Select';
import { useEditor } from './useEditor';

interface Props {
  ends: Ends;
  hidden: readonly HiddenLayer[];
}

/** Where the chosen block goes if that is not the end of the list, or why it cannot be added. */
function noteOf(found: ReturnType<typeof placeFor>, layers: number): string | undefined {
  if (layers >= MOST_LAYERS) return `A network has at most ${MOST_LAYERS} hidden layers.`;
  if ('problem' in found) return found.problem;
  return found.place < layers
    ? `It goes in as layer ${found.place + 1}: it does not fit further down.`
    : undefined;
}

/** A new layer goes to the end of the list, or as far down it as its block fits. */
export function AddLayer({ ends, hidden }: Props) {
  const { change, say } = useEditor();
  const [block, setBlock] = useState<BlockId>('dense');
  const found = useMemo(() => placeFor(ends, hidden, block), [ends, hidden, block]);
  const note = noteOf(found, hidden.length);
  const isFull = hidden.length >= MOST_LAYERS;
  const add = (): void => {
    if ('problem' in found || isFull) {
      say(note ?? '');
      return;
    }
    const { place, layer } = found;
    change((now) => inserted(now, place, layer), `${blocks[block].name} was added as layer ${place + 1}.`, {
      place,
      control: 'option',
    });
  };
  return (
    <div className="add-layer">
      <Select
        label="Block to add"
        value={block}
        describedBy="add-layer-note"
        onChange={(id) => setBlock(id as BlockId)}
      >
        {blockIds.map((id) => (
          <option key={id} value={id}>
            {blocks[id].name}
          </option>
        ))}
      </Select>
      <button
        type="button"
        className="button small"
        data-control="add"
        aria-disabled={'problem' in found || isFull || undefined}
        aria-describedby="add-layer-note"
        onClick={add}
      >
        <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
        Add layer
      </button>
      <p className="quiet" id="add-layer-note">
        {note ?? blocks[block].sentence}
      </p>
    </div>
  );
}
