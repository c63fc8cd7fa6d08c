import { useLab } from '../labContext';
import { Select } from '../parts/Select';

/** Whose network is looked at, where the rule has several. */
export function SeedChoice({ seeds, seed }: { seeds: readonly number[]; seed: number | undefined }) {
  const lab = useLab();
  if (seeds.length === 1) return null;
  return (
    <Select
      label="Seed to look into"
      value={String(seed ?? '')}
      onChange={(text) => lab.inside.chooseSeed(Number(text))}
    >
      {seeds.map((one) => (
        <option key={one} value={one}>{`Seed ${one}`}</option>
      ))}
    </Select>
  );
}
