import { CircleQuestionMark } from 'lucide-react';
import { PHONE, useMedia } from '../useMedia';
import { BackendBadge } from './BackendBadge';
import { ForClass } from './forClass/ForClass';
import { Mark } from './Mark';
import type { Page } from './page/page';
import { Tabs } from './Tabs';
import { ThemeSelect } from './ThemeSelect';

export function Header({ page, onHelp }: { page: Page; onHelp: () => void }) {
  const phone = useMedia(PHONE);
  const { PhoneTool } = page;
  return (
    <header className="header">
      <span className="brand">
        <Mark />
        <span className="brand-name">F³ Lab</span>
      </span>
      <Tabs page={page} />
      <span className="header-end">
        {phone ? null : <ForClass />}
        <BackendBadge />
        {phone && PhoneTool && <PhoneTool />}
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
