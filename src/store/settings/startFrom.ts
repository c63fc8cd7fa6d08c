/** Starts runs from a file of weights, with the settings of the network that it is of. */
import { inDigits } from '../../core/format';
import { fields, formatSetting } from '../../experiment/fields/fields';
import type { NetworkSettings, WeightsAbout } from '../../experiment/networks/weights';
import type { SettingsForm } from './settings';
import { undoably } from './undoSettings';
import { openWeights } from './weights';

/** "“teacher.npz”: 2 layers. Hidden layers: 500; Activation: relu." */
function openedText({ file, shapes, settings }: WeightsAbout, { useSettings }: SettingsForm): string {
  const layers = new Set(Object.keys(shapes).map((name) => name.split('.')[0])).size;
  const { draft } = useSettings.getState();
  const own = { ...draft, ...settings };
  const set = (Object.keys(settings) as (keyof NetworkSettings)[])
    .filter((name) => JSON.stringify(draft[name]) !== JSON.stringify(settings[name]))
    .map((name) => `${fields[name].label}: ${formatSetting(own, name)}`);
  const begins = `Runs start from “${file}”, ${inDigits(layers, 'layer')}.`;
  return set.length === 0 ? begins : `${begins} ${set.join('; ')}.`;
}

/** Chooses weights that are here. */
export function startFrom(settings: SettingsForm, about: WeightsAbout): void {
  undoably(settings, openedText(about, settings), () => settings.startFrom(about.id));
}

/** @throws {NotWeights} */
export async function startFromFile(settings: SettingsForm, file: File): Promise<void> {
  startFrom(settings, await openWeights(file));
}

/** By its name; the content is looked at when it is opened. */
export const namesWeights = ({ name }: File): boolean => /\.(npz|safetensors)$/i.test(name);
