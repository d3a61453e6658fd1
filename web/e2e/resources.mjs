// The registers of resources on `ungpho demo`: every tab, a line changed, a telephone confirmed, a stock moved, a loan
// asked for and answered, a file taken in row by row, on a desk and on a phone.
//   node e2e/resources.mjs PROGRAM|ADDRESS [--shots DIR]
import { begin, tell } from './kit.mjs';
import { workbook } from './workbook.mjs';

const kit = await begin({ answers: [401, 404, 412, 422] });
const { base, step, holds, shot, fits, clean } = kit;
const person = (account, width = 1440, height = 900) => kit.person(account ?? 'nobody', { account, size: [width, height] });
/** A table of vehicles as officials keep it (Phụ lục 6). */
const register = () => workbook('phuong-tien.xlsx', [
  ['DANH MỤC PHƯƠNG TIỆN, TRANG THIẾT BỊ'], [],
  ['TT', 'Tên phương tiện', 'Đơn vị tính', 'Số lượng', 'Chủ sở hữu', 'Điện thoại', 'Ghi chú'],
  [1, 'Xe tải 5 tấn', 'chiếc', 2, 'UBND xã', '0900 000 101', 'thử'],
  [2, 'Máy xúc', 'chiếc', 1, 'Ông A Thử', '0900 000 102', 'thử'],
  [3, 'Xuồng máy', 'chiếc', 'hai', 'Ban chỉ huy quân sự', null, 'thử'],
]);

await tell('resources', kit, async () => {
  for (const [device, width, height] of [['desk', 1440, 900], ['phone', 360, 780]]) {
    const page = await person('ngoclinh', width, height);
    for (const tab of ['shelters', 'vehicles', 'teams', 'supplies', 'water-points', 'landing-places', 'contacts', 'loans']) {
      step(`${device}: ${tab}`);
      await page.goto(`${base}/nguon-luc?so=${tab}`);
      await page.locator('.dt tbody tr').first().waitFor();
      await fits(page, tab);
      await shot(page, `${device}-${tab}`);
      await clean(page, `${device} ${tab}`);
    }
    step(`${device}: a line changed`);
    await page.goto(`${base}/nguon-luc?so=vehicles`);
    await page.locator('[data-act="edit"]').first().click();
    await page.locator('#line-name').waitFor();
    await page.locator('#line-number').fill('nhiều');
    await page.locator('dialog [data-act="save"]').click();
    await page.locator('.errsum a').waitFor();
    await fits(page, 'the form');
    await shot(page, `${device}-form`);
    await clean(page, `${device} form`);
    await page.locator('#line-number').fill('1');
    await page.locator('#line-remark').fill(`rà soát ${device}`);
    await page.locator('dialog [data-act="save"]').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    step(`${device}: a telephone confirmed by one tap`);
    await page.locator('[data-act="confirm-phone"]').first().click();
    await page.locator('.toast.done').waitFor();
    step(`${device}: a stock moved`);
    await page.goto(`${base}/nguon-luc?so=supplies`);
    await page.locator('[data-act="stock"]').first().click();
    await page.locator('#stock-quantity').fill('10,5');
    await page.locator('#stock-reason').fill('theo phiếu nhập');
    await shot(page, `${device}-stock`);
    await clean(page, `${device} stock`);
    await page.locator('dialog [data-act="note"]').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    step(`${device}: a shelter's form`);
    await page.goto(`${base}/nguon-luc?so=shelters`);
    await page.locator('[data-act="edit"]').first().click();
    await page.locator('#shelter-name').waitFor();
    await shot(page, `${device}-shelter`);
    await clean(page, `${device} shelter`);
    await page.locator('#shelter-remark').fill(`đã kiểm tra ${device}`);
    await page.locator('dialog [data-act="save"]').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    step(`${device}: a loan asked for and answered`);
    const asker = await person('mangri', width, height);
    await asker.goto(`${base}/nguon-luc?so=teams`);
    await asker.locator('[data-act="loan"]').first().click();
    await shot(asker, `${device}-loan`);
    await clean(asker, `${device} loan`);
    await asker.locator('dialog [data-act="ask"]').click();
    await asker.locator('dialog').waitFor({ state: 'detached' });
    await asker.context().close();
    await page.goto(`${base}/nguon-luc?so=loans`);
    await page.locator('[data-act="consent"]').first().click();
    await shot(page, `${device}-answer`);
    await page.locator('dialog [data-act="confirm"]').click();
    await page.locator('.toast.done, dialog .ban.dan').first().waitFor();
    step(`${device}: a file, row by row`);
    await page.goto(`${base}/nguon-luc/nhap?so=vehicles`);
    await page.locator('input[type="file"]').setInputFiles(register());
    await page.locator('tr[data-row]').first().waitFor();
    await fits(page, 'the rows');
    await shot(page, `${device}-import`);
    await clean(page, `${device} import`);
    const write = page.locator('[data-act="write"]');
    if (await write.isEnabled()) {
      await write.click();
      await page.locator('[data-result]').waitFor();
      await shot(page, `${device}-imported`);
    }
    await page.context().close();
  }
  step('who only reads changes nothing');
  const viewer = await person('xem', 1440, 900);
  await viewer.goto(`${base}/nguon-luc?so=vehicles`);
  await viewer.locator('.dt tbody tr').first().waitFor();
  holds((await viewer.locator('[data-act="add"], [data-act="edit"]').count()) === 0, 'a viewer is offered to change lines');
});
