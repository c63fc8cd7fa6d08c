import { Package } from 'lucide-react';
import { type NetworkFormatId, networkFormats } from '../../../exports/formats';
import type { KeptNetwork } from '../../../exports/network';
import { saveNetwork } from '../../../store/notebook/networks';
import { Menu } from '../menu/Menu';

const ids = Object.keys(networkFormats) as NetworkFormatId[];

interface Props {
  /** Whose network: "F³-Error, seed 3". */
  of: string;
  disabled?: boolean;
  /** Read when it is saved; undefined where there is none. */
  network: () => Promise<KeptNetwork | undefined>;
}

/** A trained network as a file of another tool. */
export function SaveNetwork({ of, disabled = false, network }: Props) {
  return (
    <Menu
      name={`Save weights of ${of}`}
      title="Save weights for NumPy, PyTorch and other tools"
      icon={Package}
      disabled={disabled}
      groups={[
        ids.map((id) => ({
          name: networkFormats[id].name,
          note: networkFormats[id].use,
          act: () => saveNetwork(id, network),
        })),
      ]}
    />
  );
}
