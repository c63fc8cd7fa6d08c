import { presets } from '../../../experiment/presets';
import { openLink } from '../../../store/settings/address';
import { undoably } from '../../../store/settings/undoSettings';
import { useLab } from '../../labContext';

const shown = [presets.lateClass, presets.noisyLabels, presets.online] as const;

/** Ready-made scenarios, which replace all settings; that can be undone. */
export function ScenarioPresets() {
  const { settings } = useLab();
  return (
    <ul className="scenario-presets" aria-label="Ready-made scenarios">
      {shown.map(({ name, sentence, query }) => (
        <li key={name}>
          <button
            type="button"
            className="button small"
            title={sentence}
            onClick={() =>
              undoably(settings, `Set up: ${name.toLowerCase()}.`, () => openLink(settings, query))
            }
          >
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
}
