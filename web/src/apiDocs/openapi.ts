// The description of the interface (OpenAPI 3.1) as a list that people read: operations by subject, what goes in, what
// comes out, an example. Pure.
import { folded } from '../shared/format';
import { known, type Need } from './operations';

export interface Schema {
  $ref?: string; type?: string | string[]; format?: string; description?: string; enum?: unknown[]; const?: unknown;
  properties?: Record<string, Schema>; required?: string[]; items?: Schema | boolean; oneOf?: Schema[]; anyOf?: Schema[]; allOf?: Schema[];
}
type Content = Record<string, { schema?: Schema }>;
interface Raw {
  tags?: string[]; summary?: string; description?: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { description?: string; required?: boolean; content: Content };
  responses: Record<string, { description?: string; content?: Content }>;
}
export interface Document { info: { version: string }; paths: Record<string, Record<string, Raw>>; components?: { schemas?: Record<string, Schema> } }

export interface Operation {
  /** The anchor on the page. */
  id: string; method: string; /** Whole, and below the base. */ path: string; short: string; subject: string;
  /** In the words of the description, and in Vietnamese where it is known. */
  words: { en: string; vi: string | null };
  need: readonly Need[] | null;
  parameters: { name: string; place: string; required: boolean; description: string; type: string }[];
  body: { kinds: string[]; required: boolean; description: string; schema: Schema | null } | null;
  answers: { status: string; description: string; kinds: string[]; schema: Schema | null }[];
}

export const API_BASE = '/api/v1';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
/** In the order in which somebody who connects a system meets them; what is new comes last. */
export const SUBJECTS = ['lookup', 'alerts', 'zones', 'plans', 'activations', 'relocation', 'households', 'resources', 'findings', 'inspections', 'reference', 'places', 'stream', 'session', 'accounts', 'audit', 'demonstration'] as const;

export function operationsOf(doc: Document): Operation[] {
  return Object.entries(doc.paths).flatMap(([path, item]) => METHODS.flatMap((method) => (item[method] ? [operationOf(method, path, item[method])] : [])));
}

function operationOf(method: string, path: string, raw: Raw): Operation {
  const short = path.startsWith(`${API_BASE}/`) ? path.slice(API_BASE.length) : path;
  const told = known(method, short);
  const schemaOf = (content: Content | undefined) => Object.values(content ?? {})[0]?.schema ?? null;
  return {
    id: `${method}${short.replace(/[^a-z0-9]+/gi, '-')}`.replace(/-$/, ''), method: method.toUpperCase(), path, short, subject: raw.tags?.[0] ?? 'other',
    words: { en: [raw.summary, raw.description].filter(Boolean).join(' ').replace(/\s+/g, ' '), vi: told?.vi ?? null }, need: told?.need ?? null,
    parameters: (raw.parameters ?? []).map(({ name, in: place, required = false, description = '', schema }) => ({ name, place, required, description, type: typeOf(schema) })),
    body: raw.requestBody ? { kinds: Object.keys(raw.requestBody.content), required: raw.requestBody.required ?? false, description: raw.requestBody.description ?? '', schema: schemaOf(raw.requestBody.content) } : null,
    // A refusal has one shape everywhere; the page says it once.
    answers: Object.entries(raw.responses).filter(([status]) => status !== 'default').map(([status, { description = '', content }]) => ({ status, description, kinds: Object.keys(content ?? {}), schema: schemaOf(content) })),
  };
}

export interface Subject { subject: string; operations: Operation[] }
export function bySubject(operations: readonly Operation[]): Subject[] {
  const names = [...new Set([...SUBJECTS, ...operations.map((each) => each.subject)])];
  return names.map((subject) => ({ subject, operations: operations.filter((each) => each.subject === subject) })).filter((each) => each.operations.length > 0);
}

/** Every word that was typed stands somewhere: in the path, the method, the words of both languages, a parameter. */
export function matching(operations: readonly Operation[], typed: string): Operation[] {
  const words = folded(typed.trim()).split(/\s+/).filter(Boolean);
  return operations.filter((each) => {
    const text = folded(`${each.method} ${each.path} ${each.words.en} ${each.words.vi ?? ''} ${each.subject} ${each.parameters.map((one) => one.name).join(' ')}`);
    return words.every((word) => text.includes(word));
  });
}

const nameIn = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);
export function resolved(schema: Schema | null | undefined, doc: Document): Schema | null {
  if (!schema) return null;
  if (schema.$ref) return resolved(doc.components?.schemas?.[nameIn(schema.$ref)], doc);
  const { allOf, oneOf, anyOf } = schema;
  if (allOf) {
    const parts = allOf.map((part) => resolved(part, doc) ?? {});
    return { type: 'object', ...schema, allOf: undefined, properties: Object.assign({}, ...parts.map((part) => part.properties ?? {})) as Record<string, Schema>, required: parts.flatMap((part) => part.required ?? []) };
  }
  // Of “this or nothing” the this.
  const choices = (oneOf ?? anyOf ?? []).filter((choice) => choice.type !== 'null');
  return choices.length === 1 ? resolved(choices[0], doc) : schema;
}

/** `string`, `integer?`, `Zone[]`: as short as it can be said. */
export function typeOf(schema: Schema | null | undefined): string {
  if (!schema) return '';
  if (schema.$ref) return nameIn(schema.$ref);
  if (schema.enum) return schema.enum.map(String).join(' | ');
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return choices.filter((choice) => choice.type !== 'null').map((choice) => typeOf(choice)).join(' | ') + (choices.some((choice) => choice.type === 'null') ? '?' : '');
  const types = [schema.type ?? 'any'].flat();
  const type = types.filter((each) => each !== 'null').map((each) => (each === 'array' ? `${typeOf(schema.items === true || schema.items === false ? null : schema.items) || 'any'}[]` : schema.format && each === 'string' ? schema.format : each)).join(' | ');
  return types.includes('null') ? `${type}?` : type;
}

export interface Line { name: string; depth: number; type: string; required: boolean; description: string }
/** The fields of a body, those inside others below them, as deep as people read. */
export function linesOf(schema: Schema | null, doc: Document, most = 2, depth = 0): Line[] {
  const whole = resolved(schema, doc);
  const inner = whole?.type === 'array' && typeof whole.items === 'object' ? resolved(whole.items, doc) : whole;
  return Object.entries(inner?.properties ?? {}).flatMap(([name, field]) => [
    { name, depth, type: typeOf(field), required: inner?.required?.includes(name) ?? false, description: field.description ?? '' },
    ...(depth + 1 < most ? linesOf(field, doc, most, depth + 1) : []),
  ]);
}

/** A value of the shape: what has to be there, with values that a reader sees are examples. */
export function exampleOf(schema: Schema | null | undefined, doc: Document, depth = 0): unknown {
  const whole = resolved(schema, doc);
  if (!whole || depth > 4) return {};
  if (whole.const !== undefined) return whole.const;
  if (whole.enum) return whole.enum[0];
  const choice = (whole.oneOf ?? whole.anyOf)?.[0];
  if (choice) return exampleOf(choice, doc, depth + 1);
  const type = [whole.type ?? 'object'].flat().find((each) => each !== 'null');
  switch (type) {
    case 'integer': case 'number': return 1;
    case 'boolean': return true;
    case 'array': return typeof whole.items === 'object' ? [exampleOf(whole.items, doc, depth + 1)] : [];
    case 'string': return whole.format === 'date-time' ? '2026-11-30T07:00:00Z' : whole.format === 'date' ? '2026-11-30' : whole.format === 'uuid' ? SAMPLE_ID : '…';
    default: return Object.fromEntries(Object.entries(whole.properties ?? {}).filter(([name]) => whole.required?.includes(name)).map(([name, field]) => [name, exampleOf(field, doc, depth + 1)]));
  }
}

const SAMPLE_ID = '0199d0c4-7f5a-7c3e-9a51-2f6f0f6f1a10';
const SAMPLES: Record<string, string> = { lon: '108.05', lat: '15.05', code: '23365', commune: '23365', unit: '23365', n: '1', hazard: 'landslide', act: 'confirm', step: 'submit', key: 'KEY', name: 'tep.geojson', number: '12/QĐ-UBND', dated: '2026-11-30', taken_at: '2026-11-30T07:00:00Z', from: '1', to: '2' };
const sample = (name: string): string => SAMPLES[name] ?? SAMPLE_ID;

/** The whole call as one types it into a terminal. The token stands in a variable, never in the text. */
export function curlOf(operation: Operation, doc: Document, origin: string): string {
  const { method, path, parameters, body, need } = operation;
  const query = parameters.filter((one) => one.place === 'query' && one.required).map((one) => `${one.name}=${encodeURIComponent(sample(one.name))}`).join('&');
  const address = `${origin}${path.replace(/\{(\w+)\}/g, (_, name: string) => sample(name))}${query && `?${query}`}`;
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}'${address}'`];
  if (!need?.includes('nobody')) lines.push(`-H "Authorization: Bearer $TOKEN"`);
  if (parameters.some((one) => one.place === 'header' && one.name === 'If-Match')) lines.push(`-H 'If-Match: "1"'`);
  const kind = body?.kinds[0];
  if (body && kind) {
    lines.push(`-H 'Content-Type: ${kind}'`);
    lines.push(/json/.test(kind) ? `-d '${JSON.stringify(exampleOf(body.schema, doc)).replaceAll("'", "'\\''")}'` : `--data-binary @${/xml/.test(kind) ? 'ban-tin.xml' : 'tep'}`);
  }
  return lines.join(' \\\n  ');
}
