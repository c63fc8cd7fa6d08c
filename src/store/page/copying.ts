/** Copying text. Browsers offer the clipboard only under https and at localhost; elsewhere the page shows the text. */
import { create } from 'zustand';

interface Copying {
  /** Text for the person to copy; undefined if there is none. */
  readonly byHand: { readonly what: string; readonly text: string } | undefined;
}
export const useCopying = create<Copying>(() => ({ byHand: undefined }));

/**
 * Copies to the clipboard; if that is not possible, the text is shown to be copied by hand.
 * @param what its name, with an article: "the link"
 * @returns whether it is on the clipboard
 */
export async function copyText(what: string, text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    useCopying.setState({ byHand: { what, text } });
    return false;
  }
}

export const endCopying = (): void => useCopying.setState({ byHand: undefined });
