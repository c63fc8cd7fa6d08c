import type { LucideIcon } from 'lucide-react';
import './iconSelect.css';

interface Props {
  label: string;
  /** Includes the chosen option, which the icon does not show. */
  title: string;
  icon: LucideIcon;
  value: string;
  options: readonly { readonly id: string; readonly name: string }[];
  /** Whether the chosen option is not the default. */
  chosen: boolean;
  onChange: (id: string) => void;
}

/** A select shown as an icon. */
export function IconSelect({ label, title, icon: Icon, value, options, chosen, onChange }: Props) {
  return (
    <span className={chosen ? 'icon-button icon-select chosen' : 'icon-button icon-select'}>
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      <select
        aria-label={label}
        title={title}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}
