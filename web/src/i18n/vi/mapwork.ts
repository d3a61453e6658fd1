import { drawing } from './drawing';
import { importing } from './importing';
import { map } from './map';

/** Words of the pages where maps are worked on; the map's own come along, for those who never open the command room. */
export const mapwork = { draw: drawing, importing, map } as const;
