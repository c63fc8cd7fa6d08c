import { Check, Link2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyLink } from '../../../store/settings/address';
import { useLab } from '../../labContext';
import { useRunSet } from '../../parts/runSet/RunSet';
import './copyLink.css';

const texts = { idle: 'Copy link', copied: 'Copied', refused: 'Not allowed' } as const;

/** Copies the address, which contains the whole experiment. */
export function CopyLink() {
  const [state, setState] = useState<keyof typeof texts>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const lab = useLab();
  const of = useRunSet();
  const Icon = state === 'copied' ? Check : Link2;
  return (
    <button
      type="button"
      className="button copy-link"
      title={
        of === undefined
          ? 'Copy a link to these settings'
          : `Copy a link to the current settings, not to the run on ${of}`
      }
      onClick={async () => setState((await copyLink(lab.settings)) ? 'copied' : 'refused')}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      <span>{texts[state]}</span>
    </button>
  );
}
