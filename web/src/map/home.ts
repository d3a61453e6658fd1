import type { Box } from './geometry';

/** Quảng Ngãi with the former Kon Tum: what is shown before anything is known. */
export const HOME: Box = [107.4, 14.0, 109.1, 15.5];
