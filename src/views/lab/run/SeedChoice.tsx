import { useLab } from '../../labContext';
import { Select } from '../../parts/Select';

/** Which seed's network is shown, for a rule with several. */
export function SeedChoice({ seeds, seed }: { seeds: readonly number[]; seed: number | undefined }) {
  const lab = useLab();
  if (seeds.length === 1) return null;
  return (
    <Select
      label="Seed to inspect"
      value={String(seed ?? '')}
      onChange={(text) => lab.inside.chooseSeed(Number(text))}
    >
      {seeds.map((one) => (
        <option key={one} value={one}>{`Seed ${one}`}</option>
      ))}
    </Select>
  );
}
