/**
 * Preferences stored between visits: theme, keyboard shortcuts, the Inside column, the decimal mark, the charts' x axis,
 * the unit of angles, teacher mode.
 */
import { create } from 'zustand';
import { type AngleUnit, angleUnits } from '../../core/measures/unit';
import { showToast } from './toast';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
const decimals = ['point', 'comma'] as const;
/** The decimal mark of numbers copied for a spreadsheet. */
export type Decimal = (typeof decimals)[number];
/** X axes of charts: epochs, samples and steps are exact; time is measured after each epoch. */
export const xAxisIds = ['epoch', 'samples', 'steps', 'log-samples', 'log-steps', 'time'] as const;
export type XAxisId = (typeof xAxisIds)[number];
interface Preferences {
  readonly theme: Theme;
  readonly shortcuts: boolean;
  readonly inside: boolean;
  /** Undefined until the user chooses; then the browser's language decides. */
  readonly decimal: Decimal | undefined;
  readonly xAxis: XAxisId;
  readonly angleUnit: AngleUnit;
  /** Exercises show their answers. */
  readonly teacher: boolean;
}
const KEY = 'f3-lab.preferences';

// Storage may be blocked (private windows, policies): preferences then last for this visit.
function read(): Partial<Preferences> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    // Damaged preferences must not keep the page from opening.
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

/** The warning is shown once per visit. */
let warned = false;

function write(preferences: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
    warned = false;
  } catch (reason) {
    if (warned) return;
    warned = true;
    const full = reason instanceof DOMException && reason.name === 'QuotaExceededError';
    const why = full ? 'its storage for this site is full' : 'storage is blocked for this site';
    showToast({ text: `This choice lasts until the page is closed. The browser cannot save it: ${why}.` });
  }
}

export const usePreferences = create<Preferences>(() => {
  const kept = read();
  return {
    theme: themes.find((theme) => theme === kept.theme) ?? 'system',
    shortcuts: kept.shortcuts !== false,
    inside: kept.inside !== false,
    decimal: decimals.find((decimal) => decimal === kept.decimal),
    xAxis: xAxisIds.find((id) => id === kept.xAxis) ?? 'epoch',
    angleUnit: angleUnits.find((unit) => unit === kept.angleUnit) ?? 'degrees',
    teacher: kept.teacher === true,
  };
});

function show({ theme }: Preferences): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function keepPreferences(): void {
  show(usePreferences.getState());
  usePreferences.subscribe((now) => {
    show(now);
    write(now);
  });
}
export function setTheme(theme: Theme): void {
  usePreferences.setState({ theme });
}
export function setShortcuts(shortcuts: boolean): void {
  usePreferences.setState({ shortcuts });
}
export function setInside(inside: boolean): void {
  usePreferences.setState({ inside });
}
export function setDecimal(decimal: Decimal): void {
  usePreferences.setState({ decimal });
}
export function setXAxis(xAxis: XAxisId): void {
  usePreferences.setState({ xAxis });
}
export function setTeacher(teacher: boolean): void {
  usePreferences.setState({ teacher });
}
export function setAngleUnit(angleUnit: AngleUnit): void {
  usePreferences.setState({ angleUnit });
}
/** The decimal mark of the browser's language, as a spreadsheet expects it. */
export function localDecimal(language: string = navigator.language): Decimal {
  try {
    const parts = new Intl.NumberFormat(language).formatToParts(1.5);
    return parts.some(({ type, value }) => type === 'decimal' && value === ',') ? 'comma' : 'point';
  } catch {
    // Some browsers on Linux report "en-US@posix", which is not a valid language tag.
    return 'point';
  }
}
