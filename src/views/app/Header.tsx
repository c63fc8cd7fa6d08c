import { CircleQuestionMark } from 'lucide-react';
import { usePage } from '../../store/page/page';
import { CopyLink } from '../lab/CopyLink';
import { PHONE, useMedia } from '../useMedia';
import { BackendBadge } from './BackendBadge';
import { Mark } from './Mark';
import { Tabs } from './Tabs';
import { ThemeSelect } from './ThemeSelect';

export function Header({ onHelp }: { onHelp: () => void }) {
  const phone = useMedia(PHONE);
  const page = usePage((state) => state.page);
  return (
    <header className="header">
      <span className="brand">
        <Mark />
        <span className="brand-name">F³ Lab</span>
      </span>
      <Tabs />
      <span className="header-end">
        <BackendBadge />
        {phone && page === 'lab' && <CopyLink />}
        <ThemeSelect />
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
