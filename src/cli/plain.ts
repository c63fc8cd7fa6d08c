/**
 * A message for a terminal, with characters that grep, awk and spreadsheets read as numbers: a hyphen for the typeset
 * minus, a plain space for the narrow one. Digits and notation are the page's.
 */
export const plain = (text: string): string => text.replaceAll('\u2212', '-').replaceAll('\u202f', ' ');
