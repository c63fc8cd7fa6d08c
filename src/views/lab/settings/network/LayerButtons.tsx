import { ArrowDown, ArrowUp, Copy, Trash2 } from 'lucide-react';
import { duplicated, moved, removed } from '../../../../store/settings/layers';
import { type Control, useEditor } from './useEditor';

interface Props {
  place: number;
  /** Hidden layers in all. */
  layers: number;
  full: boolean;
}

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Move, duplicate, remove: the focus stays on the same button, of the layer that moved, the copy, or the next one. */
export function LayerButtons({ place, layers, full }: Props) {
  const { change } = useEditor();
  const number = place + 1;
  const move = (by: 1 | -1, control: Control) =>
    change((now) => moved(now, place, by), `Layer ${number} is layer ${number + by} now.`, {
      place: place + by,
      control,
    });
  const buttons = [
    {
      control: 'up',
      name: `Move layer ${number} up`,
      Icon: ArrowUp,
      off: place === 0,
      act: () => move(-1, 'up'),
    },
    {
      ...{ control: 'down', name: `Move layer ${number} down`, Icon: ArrowDown },
      off: place === layers - 1,
      act: () => move(1, 'down'),
    },
    {
      ...{ control: 'duplicate', name: `Duplicate layer ${number}`, Icon: Copy, off: full },
      act: () =>
        change((now) => duplicated(now, place), `Layer ${number + 1} is a copy of layer ${number}.`, {
          place: place + 1,
          control: 'duplicate',
        }),
    },
    {
      ...{ control: 'remove', name: `Remove layer ${number}`, Icon: Trash2, off: false },
      act: () =>
        change((now) => removed(now, place), `Layer ${number} was removed.`, { place, control: 'remove' }),
    },
  ] as const;
  return (
    <div className="layer-buttons">
      {buttons.map(({ control, name, Icon, off, act }) => (
        <button
          key={control}
          type="button"
          className="icon-button"
          data-control={control}
          aria-label={name}
          title={name}
          disabled={off}
          onClick={act}
        >
          <Icon {...icon} />
        </button>
      ))}
    </div>
  );
}
