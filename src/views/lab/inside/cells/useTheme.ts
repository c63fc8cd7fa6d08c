import { usePreferences } from '../../../../store/page/preferences';
import { useMedia } from '../../../useMedia';

/** A key that changes whenever theme colours change, to trigger redraws. */
export function useTheme(): string {
  const chosen = usePreferences(({ theme }) => theme);
  const dark = useMedia('(prefers-color-scheme: dark)');
  const forced = useMedia('(forced-colors: active)');
  return `${chosen} ${dark} ${forced}`;
}
