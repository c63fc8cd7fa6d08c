/** KaTeX with its styles and fonts, in a file of its own. */
import 'katex/dist/katex.min.css';
import katex from 'katex';

export const typeset = (tex: string, place: HTMLElement, displayMode: boolean): void =>
  katex.render(tex, place, {
    displayMode,
    throwOnError: false,
    // Parts of a formula may have a class, and nothing else that LaTeX cannot say.
    trust: ({ command }) => command === '\\htmlClass',
    strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'warn'),
  });
