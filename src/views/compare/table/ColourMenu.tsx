import { useEffect, useId, useRef, useState } from 'react';
import { LineSample } from '../../theme/LineSample';
import { type ColourId, coloured, colourIds, palette } from '../../theme/palette';
import { ruleStyle } from '../../theme/ruleStyle';
import type { ShownGroup } from '../useCompare';
import './colourMenu.css';

interface Props {
  group: ShownGroup;
  /** @param colour undefined: the usual one */
  onColour: (colour: ColourId | undefined) => void;
}

/** All colours, each on the group's own line. */
function Colours({ group, onColour }: Props) {
  const { name, rule, style, colour } = group;
  const ref = useRef<HTMLFieldSetElement>(null);
  useEffect(() => ref.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);
  const usual = { ...style, line: ruleStyle(rule).line, text: ruleStyle(rule).text };
  const options = [undefined, ...colourIds];
  return (
    <fieldset ref={ref}>
      <legend>Colour of {name}</legend>
      {options.map((id) => (
        <label key={id ?? ''}>
          <input
            type="radio"
            name={`colour of ${group.key}`}
            checked={colour === id}
            onChange={() => onColour(id)}
          />
          <LineSample rule={rule} style={coloured(usual, id)} />
          {id ? palette[id].name : 'Usual colour'}
        </label>
      ))}
    </fieldset>
  );
}

/** Room below the button that the menu needs, in pixels. */
const HEIGHT = 340;

/** The line sample of a group: opens the colours that its line can have. */
export function ColourMenu({ group, onColour }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [place, setPlace] = useState<Readonly<Record<string, number | string>>>({});
  return (
    <>
      <button
        type="button"
        className="colour-button"
        popoverTarget={id}
        aria-label={`Colour of ${group.name}`}
        title="Colour of its line"
        onClick={({ currentTarget }) => {
          const { left, top, bottom } = currentTarget.getBoundingClientRect();
          const isBelow = innerHeight - bottom > HEIGHT || innerHeight - bottom > top;
          setPlace({
            left,
            ...(isBelow ? { top: bottom + 4 } : { top: 'auto', bottom: innerHeight - top + 4 }),
          });
        }}
      >
        <LineSample rule={group.rule} style={group.style} />
      </button>
      <div
        id={id}
        popover="auto"
        className="colour-menu"
        style={place}
        onToggle={({ newState }) => setOpen(newState === 'open')}
      >
        {open && <Colours group={group} onColour={onColour} />}
      </div>
    </>
  );
}
