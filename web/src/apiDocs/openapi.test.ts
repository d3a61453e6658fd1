import { expect, test } from 'vitest';
import { bySubject, curlOf, exampleOf, linesOf, matching, operationsOf, typeOf, type Document } from './openapi';
import { known, knownNames, NEEDS } from './operations';

const doc: Document = {
  info: { version: '1' },
  components: {
    schemas: {
      Change: { type: 'object', required: ['state', 'at'], properties: { state: { enum: ['open', 'done'] }, at: { type: 'string', format: 'date-time' }, remark: { type: ['string', 'null'], description: 'Words.' }, by: { oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/Person' }] } } },
      Person: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, friends: { type: 'array', items: { $ref: '#/components/schemas/Person' } } } },
    },
  },
  paths: {
    '/api/v1/tasks/{id}': {
      patch: {
        tags: ['activations'], summary: 'Changes a task.', parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }, { name: 'If-Match', in: 'header', required: true }],
        requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Change' } } } }, responses: { 200: { description: 'done' }, default: { description: 'refused' } },
      },
    },
    '/api/v1/lookup': { get: { tags: ['lookup'], summary: 'The zones at a position.', parameters: [{ name: 'lon', in: 'query', required: true, schema: { type: 'number' } }, { name: 'hazard', in: 'query', schema: { type: 'string' } }], responses: { 200: {} } } },
    '/api/v1/new-thing': { get: { tags: ['new'], summary: 'Nobody has told yet.', responses: { 200: {} } } },
  },
};
const operations = operationsOf(doc);
const [task, lookup, fresh] = operations;

test('operations come by subject, what nobody has named yet last and in its own words', () => {
  expect(bySubject(operations).map((each) => each.subject)).toEqual(['lookup', 'activations', 'new']);
  expect(task).toMatchObject({ method: 'PATCH', short: '/tasks/{id}', need: ['tick_task'], id: 'patch-tasks-id' });
  expect(task?.words.vi).toContain('Đánh dấu việc');
  expect(fresh).toMatchObject({ need: null, words: { vi: null, en: 'Nobody has told yet.' } });
  expect(task?.answers.map((each) => each.status)).toEqual(['200']);
});

test('a search finds by path, by words with marks or without, and by parameters; all words count', () => {
  expect(matching(operations, 'danh dau').map((each) => each.short)).toEqual(['/tasks/{id}']);
  expect(matching(operations, 'zones position')).toEqual([lookup]);
  expect(matching(operations, 'LON')).toEqual([lookup]);
  expect(matching(operations, 'tasks lon')).toEqual([]);
  expect(matching(operations, ' ')).toHaveLength(3);
});

test('fields are told with what is inside them, as deep as asked, and never for ever', () => {
  const schema = task?.body?.schema ?? null;
  expect(linesOf(schema, doc).map((line) => `${'.'.repeat(line.depth)}${line.name}: ${line.type}${line.required ? '!' : ''}`)).toEqual(['state: open | done!', 'at: date-time!', 'remark: string?', 'by: Person?', '.name: string!', '.friends: Person[]']);
  expect(exampleOf(schema, doc)).toEqual({ state: 'open', at: '2026-11-30T07:00:00Z' });
  expect(exampleOf({ $ref: '#/components/schemas/Person' }, doc)).toEqual({ name: '…' });
  expect(typeOf({ type: 'array', items: { type: 'integer' } })).toBe('integer[]');
});

test('an example can be pasted: token in a variable, ETag and body where they are asked for', () => {
  expect(task && curlOf(task, doc, 'https://pctt.example')).toBe([
    "curl -X PATCH 'https://pctt.example/api/v1/tasks/0199d0c4-7f5a-7c3e-9a51-2f6f0f6f1a10' \\", '  -H "Authorization: Bearer $TOKEN" \\', "  -H 'If-Match: \"1\"' \\",
    "  -H 'Content-Type: application/json' \\", `  -d '{"state":"open","at":"2026-11-30T07:00:00Z"}'`,
  ].join('\n'));
  expect(lookup && curlOf(lookup, doc, '')).toBe("curl '/api/v1/lookup?lon=108.05'");
});

test('every operation of the program is known', () => {
  const sources = import.meta.glob<string>('../../../src/http/**/*.rs', { query: '?raw', import: 'default', eager: true });
  const routes = Object.values(sources).flatMap((text) => [...text.matchAll(/^#\[(get|post|put|patch|delete)\("([^"]+)"\)\]/gm)].map(([, method = '', path = '']) => ({ method, path })));
  // What is no operation of the interface: health, the base map, feeds of the demonstration, the description itself.
  const apart = /^\/($|basemap|healthz|readyz|metrics|openapi\.json|demo\/(feed|messages))/;
  expect(routes.length).toBeGreaterThan(150);
  expect(routes.filter(({ method, path }) => !apart.test(path) && !known(method, path)).map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

test('every line of what is known can be read', () => {
  for (const name of knownNames()) {
    const [method = '', path = ''] = name.split(' ');
    const told = known(method, path);
    expect(/^(GET|POST|PUT|PATCH|DELETE) \/\S+$/.test(name) && told?.vi && told.need.length > 0 && told.need.every((need) => NEEDS.includes(need)), name).toBeTruthy();
  }
});
