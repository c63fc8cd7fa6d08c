import { type KeyboardEvent, useId } from 'react';
import { count } from '../../../../core/format';
import type { NumberOption } from '../../../../core/options';
import { layerTextKey } from '../../../../store/settings/layers';
import { useLab } from '../../../labContext';
import { TextField } from '../../../parts/TextField';
import { useEditor } from './useEditor';

interface Props {
  place: number;
  row: number;
  name: string;
  option: NumberOption;
  value: number;
  problemId: string;
}

/** "Pixels along a side of a filter. 1 to 31." */
export const optionHelp = ({ sentence, min, max, whole }: NumberOption): string =>
  `${sentence} ${whole ? '' : 'A number, '}${count(min)} to ${count(max)}.`;

/** The value that an arrow key leads to; undefined for other keys and options that have no steps. */
function stepped(event: KeyboardEvent, { min, max, whole }: NumberOption, value: number): number | undefined {
  const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (by === undefined || !whole || event.altKey || event.ctrlKey || event.metaKey) return undefined;
  return Math.min(max, Math.max(min, value + by));
}

/** An option of a layer. What is typed stays, valid or not; the arrow keys count up and down. */
export function OptionField({ place, row, name, option, value, problemId }: Props) {
  const { settings } = useLab();
  const { typeOption } = useEditor();
  const id = useId();
  const key = layerTextKey(row, name);
  const typed = settings.useSettings((state) => state.texts[key]);
  const isInvalid = settings.useSettings((state) => state.problems[key] !== undefined);
  const help = optionHelp(option);
  return (
    <div className="layer-option" data-control-of={name} title={help}>
      <label htmlFor={id}>{option.label}</label>
      <TextField
        id={id}
        text={typed ?? String(value)}
        numeric={option.whole ?? false}
        invalid={isInvalid}
        describedBy={isInvalid ? `${id}-help ${problemId}` : `${id}-help`}
        onChange={(text) => typeOption(place, row, name, text)}
        onKeyDown={(event) => {
          const next = stepped(event, option, value);
          if (next === undefined) return;
          event.preventDefault();
          typeOption(place, row, name, String(next));
        }}
      />
      <span className="sr-only" id={`${id}-help`}>
        {help}
      </span>
    </div>
  );
}
