// The way of a zone out and back, as the server has it: needed where it cannot be asked. Pure.
import type { L } from '../api/types';
import type { Stage } from './types';

export const NEXT_STAGES: Record<Stage, readonly Stage[]> = {
  prepare: ['ordered', 'return_allowed'], ordered: ['clearing', 'cleared', 'return_allowed'], clearing: ['cleared', 'return_allowed'],
  cleared: ['clearing', 'return_allowed'], return_allowed: ['returned', 'ordered'], returned: [],
};
export const STAGE_NAMES: Record<Stage, L> = {
  prepare: { vi: 'chuẩn bị', en: 'prepare' }, ordered: { vi: 'lệnh di dời', en: 'ordered' }, clearing: { vi: 'đang di dời', en: 'clearing' },
  cleared: { vi: 'đã di dời xong', en: 'cleared' }, return_allowed: { vi: 'cho phép trở về', en: 'return allowed' }, returned: { vi: 'đã trở về', en: 'returned' },
};
/** What an official sees on the ground may wait on a device; an order binds others, and one that nobody hears is none. */
export const MAY_WAIT: readonly Stage[] = ['clearing', 'cleared', 'returned'];
