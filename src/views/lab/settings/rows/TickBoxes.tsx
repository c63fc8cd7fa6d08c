import type { Named } from '../../../../core/run/setting';
import { settings } from '../../../../core/run/settings';
import type { TicksKey } from '../../../../store/settings/settings';
import { useLab } from '../../../labContext';
import { aboutText } from './Row';
import './rows.css';

function TickBox({ field, id: one }: { field: TicksKey; id: string }) {
  const lab = useLab();
  const ticked = lab.settings.useSettings((state) => (state.draft[field] as readonly string[]).includes(one));
  const id = `${field}-${one}`;
  const about = settings[field].registry[one] as Named;
  return (
    <div className="tick">
      <input
        id={id}
        type="checkbox"
        checked={ticked}
        aria-describedby={`${id}-about`}
        onChange={(event) => lab.settings.setTicked(field, one, event.target.checked)}
      />
      <label htmlFor={id}>{about.name}</label>
      <p className="quiet row-about" id={`${id}-about`}>
        {aboutText(about)}
      </p>
    </div>
  );
}

/** Checkboxes for a setting that selects several entries of a registry. */
export function TickBoxes({ field }: { field: TicksKey }) {
  return settings[field].ids.map((id) => <TickBox key={id} field={field} id={id} />);
}
