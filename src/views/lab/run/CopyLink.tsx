import { Check, Link2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from '../../../store/page/copying';
import { linkTo } from '../../../store/settings/address';
import { useLab } from '../../labContext';
import { useRunSet } from '../../parts/runSet/RunSet';
import { useHidden } from '../classLink/useHidden';
import './copyLink.css';

/** Copies the address, which contains the whole experiment. */
export function CopyLink() {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const lab = useLab();
  const of = useRunSet();
  const hidden = useHidden('link');
  const Icon = copied ? Check : Link2;
  if (hidden) return null;
  return (
    <button
      type="button"
      className="button copy-link"
      title={
        of === undefined
          ? 'Copy a link to these settings'
          : `Copy a link to the current settings, not to the run on ${of}`
      }
      onClick={async () => setCopied(await copyText('the link', linkTo(lab.settings)))}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      <span>{copied ? 'Copied' : 'Copy link'}</span>
    </button>
  );
}
