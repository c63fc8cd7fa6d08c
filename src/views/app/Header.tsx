import { CircleQuestionMark } from 'lucide-react';
import { CopyLink } from '../lab/CopyLink';
import { PHONE, useMedia } from '../useMedia';
import { BackendBadge } from './BackendBadge';
import { Mark } from './Mark';
import { ThemeSelect } from './ThemeSelect';

export function Header({ onHelp }: { onHelp: () => void }) {
  const phone = useMedia(PHONE);
  return (
    <header className="header">
      <span className="brand">
        <Mark />
        F³ Lab
      </span>
      <span className="header-end">
        <BackendBadge />
        {phone ? <CopyLink /> : <ThemeSelect />}
        <button
          type="button"
          className="icon-button help-button"
          aria-label="Help and keys"
          title="Help and keys (?)"
          onClick={onHelp}
        >
          <CircleQuestionMark size={16} strokeWidth={1.75} aria-hidden="true" />
        </button>
      </span>
    </header>
  );
}
