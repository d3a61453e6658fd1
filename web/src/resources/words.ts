// What a line says, in words.
import type { Away, Entry } from './types';

/** 15/04/2026 of a day without an hour. */
export const dayWords = (day: string): string => day.split('-').reverse().join('/');

/** The telephone as a link. */
export const telephone = (phone: string): string => `tel:${phone.replace(/[^\d+]/g, '')}`;
export const isTelephone = (phone: string): boolean => phone.replace(/\D/g, '').length >= 8;

export const placeWords = (entry: Entry): string => [entry.place, entry.village].filter(Boolean).join(', ');

/** The day on which a period that covers `today` ends. */
export const awayUntil = (away: Away | null): string | null => (away ? dayWords(away.to) : null);
