import type { Locks } from '../../../../core/rules/locking';
import './lamps.css';

export const lamps = [
  [
    'forward',
    'Forward',
    'A layer cannot run before the layers below it have run: so it is with all rules here.',
  ],
  ['update', 'Update', 'A layer cannot learn before the layers above it have run forward.'],
  ['backward', 'Backward', 'A layer cannot learn before the layers above it have run forward and backward.'],
] as const satisfies readonly (readonly [keyof Locks, string, string])[];

/** A lamp that is lit if layers have to wait. */
export function Lamp({ locked, name }: { locked: boolean; name?: string }) {
  return (
    <span className="lamp">
      <svg width={12} height={12} aria-hidden="true">
        <circle cx={6} cy={6} r={4.5} className={locked ? 'lamp-lit' : 'lamp-off'} />
      </svg>
      {name && `${name}: `}
      {locked ? 'waits' : 'free'}
    </span>
  );
}
