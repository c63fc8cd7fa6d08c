import { sharedAddress } from '../../../store/page/classServer';

/** A lesson's address as others can open it: the class's, if the lab is served to one. */
export const lessonAddress = (id: string): string =>
  sharedAddress(`${location.origin}${location.pathname}#learn/${id}`);
