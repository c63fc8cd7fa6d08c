import type { NumberOption, NumberOptions } from '../../../../core/options';
import { type OptionsKey, optionsOf } from '../../../../experiment/fields/options';
import { problemOf } from '../../../../store/settings/settings';
import { useLab } from '../../../labContext';
import { TextField } from '../../../parts/TextField';
import { useChanged } from '../changes';
import { describedBy, Row } from './Row';

/** Number options of the chosen optimizer or schedule. */
export function useOptions(field: OptionsKey): NumberOptions {
  const lab = useLab();
  return lab.settings.useSettings(({ draft }) => optionsOf[field](draft).options);
}

function OptionRow({ field, name, option }: { field: OptionsKey; name: string; option: NumberOption }) {
  const lab = useLab();
  const text = lab.settings.useSettings((state) => state.texts[`${field}.${name}`]) ?? '';
  const problem = lab.settings.useSettings((state) => problemOf(state, `${field}.${name}`));
  const changed = useChanged(field);
  const id = `setting-${field}-${name}`;
  return (
    <Row id={id} label={option.label} changed={changed} problem={problem} about={option}>
      <TextField
        id={id}
        text={text}
        invalid={problem !== undefined}
        describedBy={describedBy(id, problem, option)}
        onChange={(typed) => lab.settings.setOption(field, name, option, typed)}
      />
    </Row>
  );
}

export function OptionRows({ field }: { field: OptionsKey }) {
  const options = Object.entries(useOptions(field));
  return options.map(([name, option]) => <OptionRow key={name} field={field} name={name} option={option} />);
}
