import { type NetworkPreset, networkIds, networks } from '../../../../experiment/networks/networks';
import { openNetwork, planOf } from '../../../../store/settings/networkPresets';
import { useLab } from '../../../labContext';
import { useEditor } from './useEditor';
import './paperNetworks.css';

function PaperNetwork({ preset }: { preset: NetworkPreset }) {
  const { settings } = useLab();
  const { editing, say } = useEditor();
  const plan = planOf(
    preset,
    settings.useSettings((state) => state.draft),
  );
  return (
    <li>
      <button
        type="button"
        className="button small"
        onClick={() => {
          editing.edit(() => openNetwork(settings, plan));
          say(`${preset.name} is set up. ${plan.text}`);
        }}
      >
        {preset.name}
      </button>
      <p>{preset.sentence}</p>
      <p className="quiet">{plan.text}</p>
      <p className="quiet">{preset.source}</p>
    </li>
  );
}

/** Networks of the papers with their training. They replace the settings; Undo returns to them. */
export function PaperNetworks() {
  return (
    <details className="paper-networks">
      <summary className="panel-title">Networks of the papers</summary>
      <ul aria-label="Networks of the papers">
        {networkIds.map((id) => (
          <PaperNetwork key={id} preset={networks[id]} />
        ))}
      </ul>
    </details>
  );
}
