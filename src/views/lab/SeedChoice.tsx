import { chooseSeed } from '../../store/inside';
import { Select } from '../parts/Select';

/** Whose network is looked at, where the rule has several. */
export function SeedChoice({ seeds, seed }: { seeds: readonly number[]; seed: number | undefined }) {
  if (seeds.length === 1) return null;
  return (
    <Select
      label="Seed to look into"
      value={String(seed ?? '')}
      onChange={(text) => chooseSeed(Number(text))}
    >
      {seeds.map((one) => (
        <option key={one} value={one}>{`Seed ${one}`}</option>
      ))}
    </Select>
  );
}
