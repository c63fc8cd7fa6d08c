/** One short message at the bottom, with one thing to do about it, for ten seconds. */
import { create } from 'zustand';

export interface Toast {
  readonly text: string;
  readonly action?: { readonly name: string; readonly act: () => void };
  /** It went without its action. */
  readonly onGone?: () => void;
}
export const useToast = create<{ readonly toast: Toast | undefined }>(() => ({ toast: undefined }));

const MILLISECONDS = 10_000;
let timer: ReturnType<typeof setTimeout> | undefined;

function leave(): Toast | undefined {
  clearTimeout(timer);
  const { toast } = useToast.getState();
  useToast.setState({ toast: undefined });
  return toast;
}

export function showToast(toast: Toast): void {
  dismissToast();
  useToast.setState({ toast });
  letToastGo();
}

export function dismissToast(): void {
  leave()?.onGone?.();
}

export function actOnToast(): void {
  leave()?.action?.act();
}

/** While a person points at it or has the focus on it, it stays. */
export function holdToast(): void {
  clearTimeout(timer);
}
export function letToastGo(): void {
  clearTimeout(timer);
  if (useToast.getState().toast) timer = setTimeout(dismissToast, MILLISECONDS);
}
