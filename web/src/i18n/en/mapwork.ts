import { drawing } from './drawing';

export const mapwork = { draw: drawing } as const;
