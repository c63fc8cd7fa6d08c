import { CircleQuestionMark, Monitor, Moon, Sun } from 'lucide-react';
import { setTheme, type Theme, usePreferences } from '../../store/preferences';
import { Select } from '../parts/Select';
import { BackendBadge } from './BackendBadge';
import { Mark } from './Mark';

const icons = { system: Monitor, light: Sun, dark: Moon } as const;

function ThemeSelect() {
  const theme = usePreferences((state) => state.theme);
  const Icon = icons[theme];
  return (
    <span className="theme">
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      <Select label="Theme" value={theme} onChange={(value) => setTheme(value as Theme)}>
        <option value="system">System</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </Select>
    </span>
  );
}

export function Header({ onHelp }: { onHelp: () => void }) {
  return (
    <header className="header">
      <span className="brand">
        <Mark />
        F³ Lab
      </span>
      <span className="header-end">
        <BackendBadge />
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
