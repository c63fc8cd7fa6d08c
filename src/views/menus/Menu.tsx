import type { LucideIcon } from 'lucide-react';
import { Fragment, type KeyboardEvent, useEffect, useRef } from 'react';
import { usePopover } from './usePopover';
import './menu.css';

export interface MenuItem {
  readonly name: string;
  /** What distinguishes it: "for spreadsheets". */
  readonly note?: string;
  readonly act: () => void | Promise<void>;
}

interface Props {
  name: string;
  /** Longer than the name: what the menu offers. */
  title: string;
  icon: LucideIcon;
  /** There is nothing to choose yet. */
  disabled?: boolean;
  /** Items in groups, between which there is a line. */
  groups: readonly (readonly MenuItem[])[];
}

const WIDTH = 232;
/** Height of an item, and of everything around them and of each line, in pixels. */
const HEIGHTS = { item: 44, around: 12, line: 9 } as const;

/** The item to which a key leads, from the one at `at`; undefined for other keys. */
function targetOf(key: string, at: number, all: readonly HTMLElement[]): HTMLElement | undefined {
  const last = all.length - 1;
  if (key === 'ArrowDown') return all[at === last ? 0 : at + 1];
  if (key === 'ArrowUp') return all[at <= 0 ? last : at - 1];
  if (key === 'Home') return all[0];
  if (key === 'End') return all[last];
  if (key.length !== 1 || key === ' ') return undefined;
  const letter = key.toLowerCase();
  return [...all.slice(at + 1), ...all.slice(0, at + 1)].find(({ textContent }) =>
    textContent.toLowerCase().startsWith(letter),
  );
}

function Items({ groups, onDone }: Pick<Props, 'groups'> & { onDone: () => void }) {
  const ref = useRef<HTMLDivElement>(null);
  const itemsOf = () => [...(ref.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the menu opens.
  useEffect(() => itemsOf()[0]?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const all = itemsOf();
    const target = targetOf(key, all.indexOf(event.target as HTMLElement), all);
    target?.focus();
    if (key === 'Tab') onDone();
    // Letters are not the page's shortcuts here.
    if (target || key.length === 1) event.stopPropagation();
    if (target) event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the items, which bubble.
    <div ref={ref} onKeyDown={onKeyDown}>
      {groups.map((items, i) => (
        <Fragment key={items[0]?.name}>
          {i > 0 && <hr />}
          {items.map(({ name, note, act }) => (
            <button
              key={name}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                onDone();
                void act();
              }}
            >
              {name}
              {note !== undefined && <span className="quiet">{note}</span>}
            </button>
          ))}
        </Fragment>
      ))}
    </div>
  );
}

/** An icon that opens a menu: arrow keys, Home, End and first letters move in it; Escape and Tab close it. */
export function Menu({ name, title, icon: Icon, disabled = false, groups }: Props) {
  const items = groups.reduce((sum, { length }) => sum + length, 0);
  const height = HEIGHTS.around + items * HEIGHTS.item + (groups.length - 1) * HEIGHTS.line;
  const { open, button, popover } = usePopover({ width: WIDTH, height });
  const ref = useRef<HTMLDivElement>(null);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={name}
        aria-haspopup="menu"
        aria-expanded={open}
        title={title}
        disabled={disabled}
        {...button}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      </button>
      <div {...popover} ref={ref} role="menu" aria-label={name} className="menu">
        {open && <Items groups={groups} onDone={() => ref.current?.hidePopover()} />}
      </div>
    </>
  );
}
