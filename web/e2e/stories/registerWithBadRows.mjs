// An office's Excel register with five bad rows among good ones: each bad row is named with its number and what is wrong
// with it, the good ones are written, and the mended file brings the five in without doubling the others.
import { json } from '../kit.mjs';
import { workbook } from '../workbook.mjs';

export const title = 'an Excel register with 5 bad rows, each named';

const HEADER = [
  ['TT', 'Họ và tên chủ hộ', 'Số khẩu', null, null, 'Đối tượng dễ bị tổn thương (ghi rõ)', 'Loại nhà', 'Nguy cơ', 'Người hỗ trợ', 'SĐT', 'Gia súc, tài sản cần di dời', 'Ghi chú'],
  [null, null, 'Tổng', 'Nam', 'Nữ'],
];
const household = (n, head, people, male = null, female = null, ...more) => [n, head, people, male, female, ...more];
/** Rows as people count them, from the top of the sheet; `wrong`: what is to be said of it, `mended`: the row put right. */
const BAD = [
  { row: 7, cells: household(1, 'A Ví Dụ Tệp Không Thôn', 4), wrong: /Không biết thôn nào/, mended: household(1, 'A Ví Dụ Tệp Không Thôn', 4), above: true },
  { row: 10, cells: household(2, null, 3, null, null, null, null, null, null, null, '1 xe máy', 'chưa rõ chủ hộ'), wrong: /Thiếu họ và tên chủ hộ/, mended: household(2, 'Y Ví Dụ Tệp Mất Tên', 3) },
  { row: 12, cells: household(4, 'A Ví Dụ Tệp Không Số', null), wrong: /Thiếu số khẩu/, mended: household(4, 'A Ví Dụ Tệp Không Số', 5) },
  { row: 15, cells: household(1, 'Y Ví Dụ Tệp Bằng Chữ', 'bốn'), wrong: /“bốn” không đọc được/, mended: household(1, 'Y Ví Dụ Tệp Bằng Chữ', 4) },
  { row: 17, cells: household(3, 'A Ví Dụ Tệp Quá Đông', 5000), wrong: /2\.?000/, mended: household(3, 'A Ví Dụ Tệp Quá Đông', 5) },
];
const GOOD = { 9: household(1, 'A Mẫu Tệp Một', 5, 2, 3, '2 trẻ em, 1 người già', 'bán kiên cố', 'sạt lở đất', 'Y Mẫu', '0900 000 001', '3 bò, 2 xe máy, 500kg lúa', 'gần suối'), 11: household(3, 'Y Mẫu Tệp Hai', 4, null, null, 'PN mang thai', 'đơn sơ'), 13: household(5, 'A Mẫu Tệp Ba', 6), 16: household(2, 'Y Mẫu Tệp Bốn', 2), 18: household(4, 'A Mẫu Tệp Năm', 3) };

const day = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10).split('-').reverse().join('/');
/** The register of Ngọc Linh as somebody keeps it: titles, a header of two levels, villages above their households. */
function register(name, mended) {
  const rows = [['ỦY BAN NHÂN DÂN XÃ NGỌC LINH'], ['DANH SÁCH CHI TIẾT HỘ DÂN CẦN SƠ TÁN'], [`(Tính đến ngày ${day()})`], [], ...HEADER];
  const at = (n, row) => { rows[n - 1] = row; };
  at(8, ['I', 'Thôn Ngọc Nang']);
  at(14, ['II', 'Thôn Mô Po']);
  for (const [n, row] of Object.entries(GOOD)) at(Number(n), row);
  for (const { row, cells, mended: right } of BAD) at(row, mended ? right : cells);
  if (mended) [rows[6], rows[7]] = [rows[7], rows[6]]; // the village above all of its households
  return workbook(name, rows, ['A1:F1', 'C5:E5']);
}

export async function story(kit) {
  const { base, person, step, holds, look } = kit;
  step('a viewer has the register of the province open; an official of Ngọc Linh opens the wizard');
  const viewer = await person('viewer', { account: 'xem' });
  await viewer.goto(`${base}/ho-dan`);
  await viewer.locator('.dt tbody tr').first().waitFor();
  const page = await person('official', { account: 'ngoclinh' });
  const sent = [];
  page.on('request', (request) => { if (/\/households\/import\?/.test(request.url())) sent.push(new URL(request.url()).searchParams.get('dry_run')); });
  const stored = async () => (await page.request.get(`${base}/api/v1/households?q=${encodeURIComponent('Mẫu Tệp')}&limit=100`).then(json)).items.length;
  holds(await stored() === 0, 'the households of the file are known already');
  const bring = async (file) => {
    await page.goto(`${base}/ho-dan/nhap`);
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.locator('[data-found]').waitFor();
    await page.locator('[data-act="next"]:enabled').click();
    await page.locator('[data-column]').first().waitFor();
    await page.locator('[data-act="next"]:enabled').click();
    await page.locator('tr[data-row]').first().waitFor();
  };
  /** A fate that no row has has no button. */
  const counted = async (fate) => Number((await page.locator(`button[data-fate="${fate}"] .cnt`).allInnerTexts())[0] ?? 0);

  step('the file is read: columns of a header in two levels, ten rows, each with its fate');
  await page.goto(`${base}/ho-dan/nhap`);
  await page.locator('input[type="file"]').setInputFiles(register('ho-dan-ngoc-linh.xlsx', false));
  await page.locator('[data-found]').waitFor();
  await look(page, 'file-desk');
  await page.locator('[data-act="next"]:enabled').click();
  await page.locator('[data-column]').first().waitFor();
  await look(page, 'columns-desk');
  await page.locator('[data-act="next"]:enabled').click();
  await page.locator('tr[data-row]').first().waitFor();
  holds(await page.locator('tr[data-row]').count() === 10, `${await page.locator('tr[data-row]').count()} rows are shown`);

  step('each of the five bad rows is named: its number, its household, what is wrong with it');
  holds(await counted('refused') === BAD.length, `${await counted('refused')} rows are refused`);
  await page.locator('button[data-fate="refused"]').click();
  await page.waitForFunction((n) => document.querySelectorAll('tr[data-row]').length === n, BAD.length);
  for (const { row, cells, wrong } of BAD) {
    const line = page.locator(`tr[data-row="${row}"][data-fate="refused"]`);
    const words = await line.innerText();
    holds(words.trim().startsWith(String(row)), `row ${row} does not tell its number: ${words}`);
    if (cells[1]) holds(words.includes(cells[1]), `row ${row} does not name its household: ${words}`);
    holds(wrong.test(words), `row ${row} does not say what is wrong: ${words}`);
  }
  await look(page, 'bad-rows-desk');
  const phone = await person('official phone', { account: 'ngoclinh', phone: true });
  await phone.goto(`${base}/ho-dan/nhap`);
  await phone.locator('input[type="file"]').setInputFiles(register('ho-dan-ngoc-linh.xlsx', false));
  await phone.locator('[data-found]').waitFor();
  for (let i = 0; i < 2; i += 1) await phone.locator('[data-act="next"]:enabled').tap();
  await phone.locator('tr[data-row="7"]').waitFor();
  await look(phone, 'bad-rows-phone');
  await phone.context().close();

  step('nothing was written until now; the five good rows are, after the answers are checked');
  holds(sent.length > 0 && sent.every((dry) => dry === 'true') && await stored() === 0, 'something was written before the last step');
  await page.locator('[data-act="write"]').click();
  await look(page, 'confirm-desk');
  await page.locator('dialog [data-act="confirm"]').click();
  await page.locator('[data-result]').waitFor();
  holds(/5/.test(await page.locator('[data-result] .counts').innerText()), 'the result does not count the rows');
  await look(page, 'result-desk');
  holds(await stored() === Object.keys(GOOD).length, 'the good rows are not all there');
  const bad = (await page.request.get(`${base}/api/v1/households?q=${encodeURIComponent('Ví Dụ Tệp')}&limit=100`).then(json)).items;
  holds(bad.length === 0, `a bad row was written: ${bad.map((each) => each.head)}`);
  await page.goto(`${base}/ho-dan?q=${encodeURIComponent('mau tep')}`);
  await page.locator('.dt tbody tr', { hasText: 'A Mẫu Tệp Một' }).first().waitFor();

  step('the mended file brings in the five; the others are the same and not doubled');
  await bring(register('ho-dan-ngoc-linh-sua.xlsx', true));
  holds(await counted('refused') === 0 && await counted('new') === BAD.length && await counted('unchanged') === Object.keys(GOOD).length, `refused ${await counted('refused')}, new ${await counted('new')}, unchanged ${await counted('unchanged')}`);
  await page.locator('[data-act="write"]').click();
  await page.locator('dialog [data-act="confirm"]').click();
  await page.locator('[data-result]').waitFor();
  holds(await stored() === Object.keys(GOOD).length, 'a household stands twice');

  step('the viewer sees ten households more, and not one name');
  await viewer.reload();
  await viewer.locator('.dt tbody tr').first().waitFor();
  holds(!/Mẫu Tệp|Ví Dụ Tệp/.test(await viewer.locator('main').innerText()), 'a name is shown to who only reads figures');
}
