/** The version of the lab, as in its package. */
import { version } from '../../../package.json';

export const labVersion: string = version;
