// The parts plans are written with, in a real browser under the program's Content-Security-Policy: keys, blocks pasted
// from a spreadsheet, text pasted from Word, two people's changes joined.   node e2e/parts.mjs [--shots DIR]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';
import { asked, open as openBrowser, tell } from './kit.mjs';

const root = new URL('..', import.meta.url).pathname;
const outDir = mkdtempSync(join(tmpdir(), 'parts-'));
await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true, rollupOptions: { input: join(root, 'parts.html') } } });
const pages = await preview({ root, logLevel: 'error', build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
const base = pages.resolvedUrls.local[0];
const server = { end: async () => { await pages.close(); rmSync(outDir, { recursive: true, force: true }); } };
const kit = { ...await openBrowser({ base }), server };
const { holds, fits } = kit;
const { shots } = asked;

async function open(phone = false) {
  const page = await kit.person(phone ? 'phone' : 'desk', { phone, options: { permissions: ['clipboard-read', 'clipboard-write'] } });
  await page.goto(`${base}parts.html`);
  await page.locator('[data-part="annex"]').waitFor();
  return page;
}
const shot = async (page, name, target) => { if (shots) await (target ?? page).screenshot({ path: join(shots, `${name}.png`) }); };
const equal = (got, wanted, words) => holds(JSON.stringify(got) === JSON.stringify(wanted), `${words}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);

/** Pastes as a person does: what is on the clipboard, with the keys. */
async function paste(page, text, html) {
  await page.evaluate(async ([plain, rich]) => {
    const parts = { 'text/plain': new Blob([plain], { type: 'text/plain' }) };
    if (rich) parts['text/html'] = new Blob([rich], { type: 'text/html' });
    await navigator.clipboard.write([new ClipboardItem(parts)]);
  }, [text, html ?? '']);
  await page.keyboard.press('Control+V');
}

await tell('parts', kit, async () => {
  const desk = await open();
  const annex = desk.locator('[data-part="annex"]');
  const rows = async () => JSON.parse(await annex.locator('[data-part="rows"]').textContent());
  const cell = (row, col) => annex.locator(`[data-cell="${row}:${col}"]`);
  const keys = async (...names) => { for (const name of names) await desk.keyboard.press(name); };

  equal(await annex.locator('td.bad').count(), 4, 'unreadable values and the server’s fault are marked');
  equal(await annex.locator('tfoot td').allInnerTexts().then((t) => t.slice(2, 4)), ['20', '3'], 'whole numbers add up without what is no number');
  await shot(desk, 'grid-desk', annex);

  await cell(0, 0).click();
  await desk.keyboard.type('Y Mới');
  await keys('Tab');
  equal((await rows())[0].name, 'Y Mới', 'typing replaces the cell, Tab goes on');
  await desk.keyboard.type('y t');
  await keys('Enter');
  equal((await rows())[0].role, 'health', 'a choice is found by its first letters without marks');
  await keys('Control+Z', 'Control+Z');
  equal([(await rows())[0].name, (await rows())[0].role], ['A Ví Dụ', 'militia'], 'undo takes both back');
  await keys('Control+Y');
  equal((await rows())[0].name, 'Y Mới', 'redo brings one again');
  await cell(0, 2).click();
  await keys('F2', 'Home');
  await desk.keyboard.type('1.');
  await keys('Escape');
  equal((await rows())[0].people, 12, 'Escape gives up what was typed');
  await keys('F2', 'Home', 'Delete', 'Enter');
  equal((await rows())[0].people, 2, 'F2 opens the cell and arrows and Delete stay inside it');
  await keys('Control+Z');
  await cell(0, 2).click();
  await keys('Shift+ArrowDown', 'Shift+ArrowRight');
  equal(await annex.locator('td.sel').count(), 4, 'Shift and arrows select a rectangle');
  await keys('Control+C');
  equal(await desk.evaluate(() => navigator.clipboard.readText()), '12\t2\r\n5\t0', 'the rectangle is copied as a spreadsheet takes it');
  await keys('Delete');
  equal((await rows()).slice(0, 2).map((r) => [r.people, r.boats]), [[null, null], [null, null]], 'Delete clears the rectangle');
  await keys('Control+Z');

  await cell(3, 0).click();
  await paste(desk, 'A Một\tDân quân\t1.234\t2\t24/11/2026\t0912 345 679\t"Dòng một\nDòng hai, ""gấp"""\r\nY Hai\tcông an xã\t7\t\t1/2/2026\t912345671\tx\r\nA Ba\tĐoàn thanh niên\t9\t1\t\t\t\r\n');
  const pasted = await rows();
  equal(pasted.length, 6, 'a block longer than the table adds rows');
  equal(pasted[3], { name: 'A Một', role: 'militia', people: 1234, boats: 2, since: '2026-11-24', phone: '0912345679', duty: 'Dòng một\nDòng hai, "gấp"' }, 'a pasted row is read by its columns');
  equal(pasted[4].phone, '0912345671', 'a number that lost its 0 has it again');
  await shot(desk, 'grid-desk-pasted', annex);
  await keys('Control+Z');
  equal((await rows()).length, 4, 'one undo takes the whole block back');

  await cell(3, 0).click();
  await desk.keyboard.type('A Cuối');
  await keys('Enter');
  equal((await rows()).length, 5, 'Enter past the last row begins a new one');
  await keys('Alt+ArrowUp');
  equal((await rows()).at(-1).name, 'A Cuối', 'Alt and an arrow move the row');
  await keys('Control+Z', 'Control+Z');
  await cell(1, 1).click();
  await keys('F2');
  await shot(desk, 'grid-desk-choice', annex);
  await keys('Escape');
  await annex.locator('[data-act="next-fault"]').click();
  holds(await annex.locator('.eg-status .errmsg').isVisible(), 'the count of faults leads to a cell that says its fault');
  await cell(0, 0).click();
  await keys('Escape', 'Tab');
  holds(!(await desk.evaluate(() => document.activeElement?.closest('.eg-frame'))), 'Escape, then Tab leaves the grid');

  const long = desk.locator('[data-part="long"]');
  holds(await long.locator('tbody tr').count() < 90, 'of a long table only what is in view is drawn');
  await long.locator('[data-cell="0:0"]').click();
  await keys('Control+End');
  await long.locator('[data-cell="599:6"].act').waitFor();
  await desk.keyboard.type('cuối');
  await keys('ArrowUp');
  await long.locator('[data-cell="598:6"].act').waitFor();
  holds((await long.locator('[data-cell="599:6"]').innerText()).includes('cuối'), 'the last of 600 rows is typed in');
  await shot(desk, 'grid-desk-long', long);

  const section = desk.locator('[data-part="section"]');
  const editor = section.locator('.ProseMirror').first();
  const kept = () => section.locator('[data-part="kept"]').textContent();
  // What is typed is kept with the next drawing of the page.
  const keeps = async (test) => {
    for (let left = 100; left > 0 && !test(await kept()); left--) await desk.waitForTimeout(50);
    return test(await kept());
  };
  await editor.waitFor();
  await editor.click();
  await keys('Control+End', 'Enter');
  await desk.keyboard.type('Thôn 7: cô lập khi ngầm tràn ngập');
  holds(await keeps((text) => text.endsWith('- Thôn 7: cô lập khi ngầm tràn ngập')), 'Enter in a list begins its next item');
  await keys('Control+A', 'Delete');
  await paste(desk, 'x', `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{mso-style-unhide:no}</style></head><body lang=VI>
    <h1>Ph\u00e2n c\u00f4ng<o:p></o:p></h1><p class=MsoNormal>Ch\u1ee7 t\u1ecbch <b style='mso-bidi-font-weight:normal'>ch\u1ec9 huy</b>, <span style='font-style:italic'>ng\u00e0y \u0111\u00eam</span>.<o:p></o:p></p>
    <p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>\u00b7<span>&nbsp;&nbsp;</span></span><![endif]>Th\u00f4n 1</p>
    <p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp;</span></span>nh\u00f3m a</p>
    <p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>\u00b7</span>Ta\u0309n</p>
    <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>B\u00e1o</p><img src="x.png"><table><tr><td>\u00f4</td></tr></table></body></html>`);
  await keeps((text) => text.endsWith('ô'));
  equal((await kept()).split('\n').filter(Boolean), ['### Phân công', 'Chủ tịch **chỉ huy**, *ngày đêm*.', '- Thôn 1', '  - nhóm a', '- Tản', '1. Báo', 'ô'], 'Word’s text comes as headings, bold and lists, and nothing else');
  holds(await section.locator('.ProseMirror img, .ProseMirror table, .ProseMirror span[style]').count() === 0, 'nothing of Word’s dress came along');
  await shot(desk, 'richtext-desk', section);
  await desk.waitForTimeout(900);
  await desk.reload();
  await section.locator('.ProseMirror').first().waitFor();
  holds(await keeps((text) => text.startsWith('### Phân công')), 'a reload loses nothing');
  await shot(desk, 'edit-found', section);
  await section.locator('[data-act="save"]').click();
  await desk.locator('.merge').waitFor();
  await desk.locator('[data-act="join"]').click();
  holds(await desk.locator('.both.err').isVisible(), 'nothing is joined before every place is chosen');
  await desk.locator('.both .side').nth(1).click();
  await shot(desk, 'merge-desk');
  await desk.locator('[data-act="join"]').click();
  await section.locator('.ProseMirror').first().waitFor();
  holds(await keeps((text) => text.includes('Thôn 5: vết nứt')), 'what was chosen is there');
  holds((await section.locator('.ProseMirror').nth(1).innerText()).includes('64 người'), 'what only the other changed came along');

  await desk.locator('[data-act="theme"]').click();
  await desk.locator('[data-act="language"]').click();
  await desk.waitForTimeout(500);
  await shot(desk, 'parts-dark-en');

  const phone = await open(true);
  const cards = phone.locator('[data-part="annex"]');
  await cards.locator('.egc-h').nth(2).tap();
  const people = cards.locator('.egc-b input').nth(1);
  await people.fill('14');
  await people.blur();
  equal(JSON.parse(await cards.locator('[data-part="rows"]').textContent())[2].people, 14, 'a card’s field is read when it is left');
  await fits(phone, 'the phone page');
  if (shots) await cards.screenshot({ path: join(shots, 'grid-phone.png') });
  if (shots) await phone.locator('[data-part="section"]').screenshot({ path: join(shots, 'richtext-phone.png') });
});
