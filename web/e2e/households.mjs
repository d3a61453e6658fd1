// The household register on `ungpho demo`: the list with its figures and filters, a household corrected, and a file of
// an office taken in row by row, on a desk and on a phone.
//   node e2e/households.mjs PROGRAM|ADDRESS [--shots DIR]
import { begin, tell } from './kit.mjs';
import { workbook } from './workbook.mjs';

const kit = await begin({ answers: [401, 404, 412, 422] });
const { base, step, holds, shot, fits } = kit;
const person = (account, width = 1440, height = 900) => kit.person(account ?? 'nobody', { account, size: [width, height] });
const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10).split('-').reverse().join('/');
/** A register as officials keep it: a header of two levels, a village above its households, one row to be looked at, one refused. */
const register = (by) => workbook('ho-dan.xlsx', [
  ['ỦY BAN NHÂN DÂN XÃ NGỌC LINH'], [`DANH SÁCH HỘ DÂN CẦN SƠ TÁN (Tính đến ngày ${today()})`], [],
  ['TT', 'Họ và tên chủ hộ', 'Số khẩu', null, null, 'Đối tượng dễ bị tổn thương (ghi rõ)', 'Loại nhà', 'Nguy cơ'],
  [null, null, 'Tổng', 'Nam', 'Nữ'],
  ['I', 'Thôn Ngọc Nang'],
  [1, 'A Thử Một', 5, 2, 3, '2 trẻ em, 1 người già', 'bán kiên cố', 'sạt lở đất'],
  [2, `Y Thử Hai ${by}`, 3, 2, 2, null, 'cấp 4'],
  [3, 'A Thử Ba', 'bốn'],
], ['C4:E4']);

await tell('households', kit, async () => {
  for (const [device, width, height] of [['desk', 1440, 900], ['phone', 360, 780]]) {
    const page = await person('ngoclinh', width, height);
    step(`${device}: the register of one's own commune, with figures`);
    await page.goto(`${base}/ho-dan`);
    await page.locator('[data-figures] dd').first().waitFor();
    await page.locator('.dt tbody tr').first().waitFor();
    holds(Number((await page.locator('[data-figures] dd').first().innerText()).trim()) >= 148, 'the 148 households of Ngọc Linh are not all there');
    await fits(page, 'the register');
    await shot(page, `${device}-register`);
    step(`${device}: by kind of need, by name without marks`);
    await page.locator('[data-kind="disabled"]').click();
    await page.waitForURL(/kind=disabled/);
    await page.locator('#hh-find').fill('gio');
    await page.waitForURL(/q=gio/);
    await page.waitForTimeout(500);
    await shot(page, `${device}-filtered`);

    step(`${device}: a household, corrected`);
    await page.goto(`${base}/ho-dan`);
    await page.locator('.dt tbody th a').first().click();
    await page.locator('.hh-cols').waitFor();
    await fits(page, 'a household');
    await shot(page, `${device}-sheet`);
    await page.locator('[data-act="edit"]').click();
    await page.locator('#household-people').fill('');
    await page.locator('[data-act="save"]').click();
    await page.locator('.errsum a').waitFor();
    await fits(page, 'the form');
    await shot(page, `${device}-form`);
    await page.locator('#household-people').fill(device === 'desk' ? '6' : '7');
    await page.locator('#household-male').fill('');
    await page.locator('#household-female').fill('');
    await page.locator('#household-reason').fill('rà soát');
    await page.locator('[data-act="save"]').click();
    await page.locator('.hh-past li').nth(1).waitFor();
    await shot(page, `${device}-changed`);

    step(`${device}: a file of the office, column by column, row by row`);
    await page.goto(`${base}/ho-dan/nhap`);
    await page.locator('input[type="file"]').setInputFiles(register(device));
    await page.locator('[data-found]').waitFor();
    await shot(page, `${device}-file`);
    await page.locator('[data-act="next"]').click();
    await page.locator('[data-column]').first().waitFor();
    await fits(page, 'the columns');
    await shot(page, `${device}-columns`);
    await page.locator('[data-act="next"]').click();
    await page.locator('tr[data-row]').first().waitFor();
    await fits(page, 'the rows');
    await shot(page, `${device}-rows`);
    await page.locator('tr[data-fate="doubtful"] input[type="checkbox"]').first().check();
    const write = page.locator('[data-act="write"]');
    if (await write.isEnabled()) {
      await write.click();
      await shot(page, `${device}-confirm`);
      await page.locator('dialog [data-act="confirm"]').click();
      await page.locator('[data-result]').waitFor();
      await shot(page, `${device}-result`);
    }
    await page.context().close();
  }
  step('who only reads sees figures, and no name');
  const viewer = await person('xem', 1440, 900);
  await viewer.goto(`${base}/ho-dan`);
  await viewer.locator('.dt tbody tr').first().waitFor();
  holds(!(await viewer.locator('main').innerText()).includes('A Tre'), 'a name is shown');
  await shot(viewer, 'viewer');
});
