import { fromMarkdown } from 'mdast-util-from-markdown';
import { expect, test } from 'vitest';
import { toDocument, toTree } from './convert';
import { parseText, writeText } from './markdown';
import { textBlocks } from './pasted';
import { schema } from './schema';

const through = (text: string) => writeText(toTree(toDocument(parseText(text))));
const same = (text: string) => expect(through(text)).toBe(text);

test('what the editor can hold comes out as it went in', () => {
  same('Một đoạn, có **chữ đậm** và *chữ nghiêng*.');
  same('### Phân công\n\nĐoạn sau.');
  same('- Thôn 1\n- Thôn 2\n  - nhóm a\n  - nhóm b\n- Thôn 3');
  same('1. Báo động\n2. Di dời\n3. Điểm danh');
  same('Dòng một\\\ndòng hai');
  same('**đậm *và nghiêng* nữa**');
});
test('other headings become the one level', () => expect(through('# To\n\n##### nhỏ')).toBe('### To\n\n### nhỏ'));
test('a list keeps the number it begins with', () => same('4. bốn\n5. năm'));

/** What any reader of CommonMark would find in it, elsewhere and with everything switched on. */
const kinds = (text: string) => JSON.stringify(fromMarkdown(text)).match(/"type":"(html|link|image|code|inlineCode|blockquote|thematicBreak|definition)"/g);
test('HTML, links, pictures, quotes and code are plain text, for every other reader too', () => {
  for (const text of ['<b onclick="x()">chữ</b>', '![ảnh](x.png)', '[chữ](https://vi.du)', '<https://vi.du>', '> trích', '`mã`', '```\nmã\n```', '    thụt', '---', '[a]: b']) {
    const written = through(text);
    expect([text, kinds(written)]).toEqual([text, null]);
  }
  expect(through('<b>chữ</b>')).toContain('b>chữ');
});
test('letters come out composed', () => expect(through('Ta\u0301c cha\u0301nh').normalize('NFC')).toBe('Tác chánh'));

const { nodes, marks } = schema;
const strong = marks.strong.create();
const paragraph = (...content: Parameters<typeof schema.text>[]) => nodes.paragraph.create(null, content.map((args) => schema.text(...args)));
const written = (...content: Parameters<typeof schema.text>[]) => writeText(toTree(nodes.doc.create(null, [paragraph(...content)])));
test('space at the edge of bold stands outside it', () => expect(written(['a'], [' đậm ', [strong]], ['b'])).toBe('a **đậm** b'));
test('typed marks stay what was typed', () => {
  for (const text of ['2 * 3 * 4', '*sao*', '_gạch_', '1. không phải danh sách', '- cũng không', '# số', '&amp;', 'a\\b', '+ x', '12) x']) {
    expect(toDocument(parseText(written([text]))).textContent).toBe(text);
  }
});
test('an empty text is an empty text', () => {
  expect(through('')).toBe('');
  expect(through('\n\n')).toBe('');
});

test('any document survives the way to text and back', () => {
  let seed = 7;
  const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
  const words = ['Thôn', 'Đăk Tờ Kan', 'di dời *', 'cầu_treo', '1.234,5', '<3', '[x]', '#', 'không.', '\\', '`', '&lt;'];
  const text = () => Array.from({ length: 1 + random(4) }, () => words[random(words.length)]).join(' ');
  const inline = () => nodes.paragraph.create(null, Array.from({ length: 1 + random(3) }, (_, i) => [...(i > 0 ? [schema.text(' ')] : []), schema.text(text(), random(2) ? [] : [random(2) ? strong : marks.em.create()])]).flat());
  const item = (depth: number) => nodes.list_item.create(null, [inline(), ...(depth < 2 && random(3) === 0 ? [list(depth + 1)] : [])]);
  const list = (depth: number): ReturnType<typeof inline> => (random(2) ? nodes.bullet_list : nodes.ordered_list).create(null, Array.from({ length: 1 + random(3) }, () => item(depth)));
  for (let i = 0; i < 80; i += 1) {
    // Two lists beside each other would be told apart only by their marks; a paragraph stands between them.
    const doc = nodes.doc.create(null, Array.from({ length: 1 + random(3) }, () => [random(3) ? inline() : nodes.heading.create(null, schema.text('Mục')), list(0)]).flat().concat(inline()));
    const once = writeText(toTree(doc));
    const back = toDocument(parseText(once)); // reading is what takes the time
    expect(back.textContent.replace(/\s/g, '')).toBe(doc.textContent.replace(/\s/g, ''));
    expect(writeText(toTree(back))).toBe(once);
  }
}, 30_000); // a second by itself; ten beside a build

test('lines pasted as plain text become paragraphs and lists', () => {
  const doc = nodes.doc.create(null, textBlocks('Phân công:\r\n- Thôn 1: A Ví Dụ\n• Thôn 2\n\n1. Báo động\n2) Di dời\nHết'));
  expect(writeText(toTree(doc))).toBe('Phân công:\n\n- Thôn 1: A Ví Dụ\n- Thôn 2\n\n1. Báo động\n2. Di dời\n\nHết');
});
test('a date at the head of a line begins no list', () => {
  const doc = nodes.doc.create(null, textBlocks('24.11.2026 họp\n-5 độ'));
  expect(doc.childCount).toBe(2);
  expect(doc.child(0).type).toBe(nodes.paragraph);
});
