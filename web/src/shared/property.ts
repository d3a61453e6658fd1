import type { PropertyFigures } from '../api/types';
import type { Words } from '../i18n';
import { number } from './format';

/** “gia súc 120 con · xe máy 64 · lúa gạo 38 tấn”; what is nought is left out. */
export function propertyWords(property: PropertyFigures, { t, lang }: Pick<Words, 't' | 'lang'>): string {
  const parts = [
    property.livestock > 0 && t('property.livestock', { n: number(property.livestock, lang) }),
    property.motorbikes > 0 && t('property.motorbikes', { n: number(property.motorbikes, lang) }),
    property.boats > 0 && t('property.boats', { n: number(property.boats, lang) }),
    property.rice_tonnes > 0 && t('property.rice', { n: number(property.rice_tonnes, lang) }),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : t('property.none');
}
