/** What a pause of a download costs. */
export const PAUSED = 'Whole files stay; the one on its way starts anew.';
