import { drawing } from './drawing';
import { importing } from './importing';

export const mapwork = { draw: drawing, importing } as const;
