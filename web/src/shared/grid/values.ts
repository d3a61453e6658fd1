// From what people type or paste to what is stored, and back. Vietnamese papers write 1.234,5 and 24/11/2026.
import type { L, Lang } from '../../api/types';
import { folded, number } from '../format';
import type { CellValue, GridColumn } from './types';

/** The value of a typed or pasted text; where the kind cannot be read from it, the text itself, so that nothing is lost. */
export function read(column: GridColumn, typed: string): CellValue {
  const text = typed.normalize('NFC').replaceAll('\u00a0', ' ').trim();
  if (text === '') return null;
  switch (column.kind) {
    case 'text': return text.replace(/\s*\n\s*/g, ' ');
    case 'longtext': return text;
    case 'integer': return integerFromText(text) ?? text;
    case 'decimal': return decimalFromText(text) ?? text;
    case 'date': return dateFromText(text) ?? text;
    case 'phone': return phoneFromText(text) ?? text;
    case 'choice': return choiceFromText(column, text) ?? text;
  }
}

/** What is wrong with a value in its column, as a key of `grid.fault`; null where nothing is. */
export function fault(column: GridColumn, value: CellValue | undefined): 'integer' | 'decimal' | 'date' | 'phone' | 'choice' | 'required' | null {
  if (value === null || value === undefined || value === '') return column.required ? 'required' : null;
  switch (column.kind) {
    case 'text': case 'longtext': return null;
    case 'integer': return typeof value === 'number' && Number.isInteger(value) ? null : 'integer';
    case 'decimal': return typeof value === 'number' ? null : 'decimal';
    case 'date': return typeof value === 'string' && isDay(value) ? null : 'date';
    case 'phone': return typeof value === 'string' && PHONE.test(value) ? null : 'phone';
    case 'choice': return column.choices?.some((choice) => choice.code === value) ? null : 'choice';
  }
}

/** As it is read on the screen. */
export function shown(column: GridColumn, value: CellValue | undefined, lang: Lang): string {
  if (typeof value === 'number') return number(value, lang, 3);
  return typed(column, value, lang);
}

/** As it is typed and copied: digits without points between them, which every spreadsheet reads as the same number. */
export function typed(column: GridColumn, value: CellValue | undefined, lang: Lang): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return lang === 'vi' ? String(value).replace('.', ',') : String(value);
  if (column.kind === 'date' && isDay(value)) return value.split('-').reverse().join('/');
  const choice = column.kind === 'choice' && column.choices?.find((each) => each.code === value);
  return choice ? choice.name[lang] : value;
}

/** 1.234 and 1 234 and, since nothing else can be meant by a whole number, 1,234. Half a household is no number of households. */
export function integerFromText(text: string): number | null {
  const bare = text.replaceAll(' ', '');
  if (/^-?\d+([.,]0+)?$/.test(bare) && !/^-?\d{1,3}[.,]0{3}$/.test(bare)) return Number(bare.replace(/[.,]0+$/, ''));
  if (/^-?\d{1,3}(\.\d{3})+(,0+)?$/.test(bare)) return Number(bare.replace(/,0+$/, '').replaceAll('.', ''));
  if (/^-?\d{1,3}(,\d{3})+(\.0+)?$/.test(bare)) return Number(bare.replace(/\.0+$/, '').replaceAll(',', ''));
  return null;
}

/** 1.234,5 as it is written here; with both signs the last one is the decimal sign, so that 1,234.5 is understood too. */
export function decimalFromText(text: string): number | null {
  const bare = text.replaceAll(' ', '');
  if (!/^-?\d[\d.,]*$/.test(bare)) return null;
  const [comma, point] = [bare.lastIndexOf(','), bare.lastIndexOf('.')];
  const english = (comma >= 0 && point > comma) || (comma < 0 && point >= 0 && !/^-?\d{1,3}(\.\d{3})+$/.test(bare));
  const plain = english ? bare.replaceAll(',', '') : bare.replaceAll('.', '').replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** 24/11/2026, 24-11-2026, 24.11.2026 and 2026-11-24; always day before month, as every paper here has it. */
export function dateFromText(text: string): string | null {
  const day = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  const iso = day ? `${day[3]}-${day[2]?.padStart(2, '0')}-${day[1]?.padStart(2, '0')}` : text.trim();
  return isDay(iso) ? iso : null;
}

function isDay(iso: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return false;
  const time = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(iso);
}

/** Ten or eleven digits with the 0 in front, or one of the three-digit emergency numbers. */
const PHONE = /^(0\d{9,10}|1\d{2})$/;
/** Spaces and dots go, +84 becomes 0; a spreadsheet that took the number for a number has eaten its 0. */
export function phoneFromText(text: string): string | null {
  const bare = text.replace(/[\s.()-]/g, '').replace(/^(\+|00)84/, '0');
  const whole = /^[2-9]\d{8,9}$/.test(bare) ? `0${bare}` : bare;
  return PHONE.test(whole) ? whole : null;
}

/** By code or by name, exactly; only where that finds nothing, without marks, and then only if one choice is meant. */
export function choiceFromText(column: GridColumn, text: string): string | null {
  const choices = column.choices ?? [];
  const names = (name: L) => [name.vi, name.en];
  const same = (a: string) => a.toLowerCase() === text.toLowerCase();
  const exact = choices.find((choice) => same(choice.code) || names(choice.name).some(same));
  if (exact) return exact.code;
  const near = choices.filter((choice) => names(choice.name).some((name) => folded(name) === folded(text)));
  return near.length === 1 && near[0] ? near[0].code : null;
}
