import { useEffect, useRef } from 'react';
import type { ShownGroup } from '../../../figures/compare/groups';
import { type ColourId, coloured, colourIds, palette } from '../../../figures/theme/palette';
import { ruleStyle } from '../../../figures/theme/ruleStyle';
import { usePopover } from '../../menus/usePopover';
import { LineSample } from '../../theme/LineSample';
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

/** Of the open menu, in pixels. */
const SIZE = { width: 210, height: 340 } as const;

/** The line sample of a group: opens the colours that its line can have. */
export function ColourMenu({ group, onColour }: Props) {
  const { open, button, popover } = usePopover(SIZE);
  return (
    <>
      <button
        type="button"
        className="colour-button"
        aria-label={`Colour of ${group.name}`}
        title="Colour of its line"
        {...button}
      >
        <LineSample rule={group.rule} style={group.style} />
      </button>
      <div {...popover} className="colour-menu">
        {open && <Colours group={group} onColour={onColour} />}
      </div>
    </>
  );
}
