import { usePreferences } from '../../../../store/page/preferences';
import { useMedia } from '../../../useMedia';

/** Another text whenever the colours are others: what is drawn with them is drawn again. */
export function useTheme(): string {
  const chosen = usePreferences(({ theme }) => theme);
  const dark = useMedia('(prefers-color-scheme: dark)');
  const forced = useMedia('(forced-colors: active)');
  return `${chosen} ${dark} ${forced}`;
}
