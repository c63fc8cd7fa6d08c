import { Monitor, Moon, Sun } from 'lucide-react';
import { setTheme, type Theme, usePreferences } from '../../store/page/preferences';
import { Select } from '../parts/Select';

const icons = { system: Monitor, light: Sun, dark: Moon } as const;

export function ThemeSelect() {
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
