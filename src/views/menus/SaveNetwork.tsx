import { Package } from 'lucide-react';
import type { RunSpec } from '../../core/run/spec';
import { type NetworkFormatId, networkFormats } from '../../exports/formats';
import type { KeptNetwork } from '../../exports/network';
import { saveNetwork, saveScript, startFromNetwork } from '../../store/notebook/networks';
import { useLab } from '../labContext';
import { Menu } from './Menu';

const ids = Object.keys(networkFormats) as NetworkFormatId[];

interface Props {
  /** Whose network: "F³-Error, seed 3". */
  of: string;
  spec: () => RunSpec;
  /** Read when it is saved; undefined while there is none: the script needs none. */
  network: (() => Promise<KeptNetwork | undefined>) | undefined;
}

/** A trained network as a file of another tool or as the next runs’ beginning, or its run as a script. */
export function SaveNetwork({ of, spec, network }: Props) {
  const formats = ids.map((id) => ({
    name: networkFormats[id].name,
    note: networkFormats[id].use,
    act: () => network && saveNetwork(id, network),
  }));
  const lab = useLab();
  const start = {
    name: 'Start from it',
    note: 'in the Lab',
    act: () => network && startFromNetwork(lab.settings, network),
  };
  const script = { name: 'PyTorch script', note: 'trains it again', act: () => saveScript(spec()) };
  return (
    <Menu
      name={`Save network of ${of}`}
      title="Save network: weights for other tools, or a PyTorch script"
      icon={Package}
      groups={network ? [formats, [script], [start]] : [[script]]}
    />
  );
}
