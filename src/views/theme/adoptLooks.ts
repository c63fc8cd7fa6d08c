/** The algorithms’ colours as tokens of the page. */
import { lookTokens } from '../../figures/theme/looks';

/** Call before the first paint. The CSP forbids style elements, but allows constructed stylesheets. */
export function adoptLooks(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(lookTokens());
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
