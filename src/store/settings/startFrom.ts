/** Starts runs from a file of weights, with the settings of the network that it is of. */
import { inDigits } from '../../core/format';
import { fields, formatSetting } from '../../experiment/fields/fields';
import type { NetworkSettings, WeightsAbout } from '../../experiment/networks/weights';
import type { SettingsForm } from './settings';
import { undoably } from './undoSettings';
import { openWeights } from './weights';

/** The settings that weights change with them: "Hidden layers: 500". */
function changedWith({ settings }: WeightsAbout, { useSettings }: SettingsForm): readonly string[] {
  const { draft } = useSettings.getState();
  const own = { ...draft, ...settings };
  return (Object.keys(settings) as (keyof NetworkSettings)[])
    .filter((name) => JSON.stringify(draft[name]) !== JSON.stringify(settings[name]))
    .map((name) => `${fields[name].label}: ${formatSetting(own, name)}`);
}

/** "Runs start from “teacher.npz”, 2 layers. Hidden layers: 500; Activation: relu." */
function chosenText({ file, shapes }: WeightsAbout, changed: readonly string[]): string {
  const layers = new Set(Object.keys(shapes).map((name) => name.split('.')[0])).size;
  const begins = `Runs start from “${file}”, ${inDigits(layers, 'layer')}.`;
  return changed.length === 0 ? begins : `${begins} ${changed.join('; ')}.`;
}

/** Chooses weights that are here; says so where other settings change with them. */
export function startFrom(settings: SettingsForm, about: WeightsAbout): void {
  const changed = changedWith(about, settings);
  if (changed.length === 0) settings.startFrom(about.id);
  else undoably(settings, chosenText(about, changed), () => settings.startFrom(about.id));
}

/** @throws {NotWeights} */
export async function startFromFile(settings: SettingsForm, file: File): Promise<void> {
  const about = await openWeights(file);
  const text = chosenText(about, changedWith(about, settings));
  undoably(settings, text, () => settings.startFrom(about.id));
}

/** By its name; the content is looked at when it is opened. */
export const namesWeights = ({ name }: File): boolean => /\.(npz|safetensors)$/i.test(name);
