// A version of a plan from its beginning to its withdrawal, on `ungpho demo`: written, submitted, remarked on, appraised,
// refused while a remark is open, settled, approved by a paper, compared, read on a phone, withdrawn.
//   node e2e/plans.mjs PROGRAM|ADDRESS [--shots DIR]
import { begin, tell } from './kit.mjs';

// A refusal is part of the story; any other is not.
const kit = await begin({ answers: [404, 409, 422] });
const { base, step, holds, shot, fits } = kit;
const person = (account, phone = false) => kit.person(account, { account, phone });
/** Opens a step's sheet, fills it, and takes the step. */
async function take(page, act, fill = async () => {}) {
  await page.locator(`[data-act="${act}"]`).click();
  await fill(page.locator('dialog'));
  await page.locator('dialog [data-act="confirm"]').click();
}
const taken = (page) => page.locator('dialog').waitFor({ state: 'detached' });
const inDays = (days) => new Date(Date.now() + (7 * 60 + days * 1440) * 60_000).toISOString().slice(0, 10).split('-').reverse().join('/');

await tell('plans', kit, async () => {
  const writer = await person('bientap');
  const plans = (await (await writer.request.get(`${base}/api/v1/plans?limit=100`)).json()).items;
  const plan = plans.find((each) => each.code === 'PA-23365-SL');
  const address = `${base}/plans/${plan.id}`;

  step('begins the next version from the one in force');
  await writer.goto(address);
  await writer.locator('[data-act="begin-version"]').click();
  await writer.waitForURL(/\/versions\/2$/);
  await writer.locator('textarea').first().waitFor();

  step('writes, and what is not saved survives a reload');
  await writer.locator('textarea').first().fill('Phương án ứng phó sạt lở đất xã Ngọc Linh năm 2027');
  await writer.waitForTimeout(1_000);
  await writer.reload();
  await writer.locator('textarea').first().waitFor();
  await writer.waitForTimeout(500);
  holds((await writer.locator('textarea').first().inputValue()).endsWith('2027'), 'what was written is gone after a reload');
  await writer.locator('[data-act="save"]').click();
  await writer.locator('[data-act="submit"]:enabled').waitFor();
  await shot(writer, 'written');

  step('submits after checking the answers');
  await take(writer, 'submit', async () => shot(writer, 'submit'));
  await taken(writer);

  step('the appraiser remarks and appraises');
  const appraiser = await person('thamdinh');
  await appraiser.goto(`${address}/versions/2`);
  await appraiser.getByRole('tab', { name: /Ý kiến/ }).click();
  await appraiser.locator('.sidebody textarea').fill('Ghi rõ thời gian có mặt của tổ xung kích.');
  await appraiser.locator('.sidebody button[type="submit"]').click();
  await appraiser.locator('.talk li').first().waitFor();
  await take(appraiser, 'appraise');
  await taken(appraiser);
  await shot(appraiser, 'appraised');

  step('the chair cannot approve while a remark is open, and is told so');
  const chair = await person('chutich');
  await chair.goto(`${address}/versions/2`);
  const paper = async (sheet) => {
    const fields = sheet.locator('.paper input');
    for (const [i, words] of ['27/QĐ-UBND (minh hoạ)', inDays(0), 'Nguyễn Văn Thử (minh hoạ)', inDays(0)].entries()) await fields.nth(i).fill(words);
  };
  await take(chair, 'approve', paper);
  // The sheet lists open remarks beforehand; these are the words of the refusal.
  await chair.locator('dialog').getByText('hoặc trả lại để hoàn thiện').first().waitFor();
  const still = await (await chair.request.get(`${base}/api/v1/plans/${plan.id}/versions/2`)).json();
  holds(still.status === 'appraised', `after the refusal it is ${still.status}`);
  await shot(chair, 'refused');
  await chair.keyboard.press('Escape');

  step('the appraiser settles the remark, the chair approves by the paper');
  await appraiser.locator('[data-act="settle"]').click();
  await appraiser.locator('.talk li.settled').waitFor();
  await chair.reload();
  await take(chair, 'approve', paper);
  await taken(chair);
  const versions = (await (await chair.request.get(`${base}/api/v1/plans/${plan.id}`)).json()).versions.map((each) => each.status);
  holds(versions.join() === 'superseded,approved', `the versions are ${versions}`);

  step('the comparison tells what changed');
  await chair.goto(`${address}/compare?from=1&to=2`);
  await chair.getByText('2027').first().waitFor();
  await shot(chair, 'compared');

  step('on a phone the approved version is read and cannot be changed');
  const phone = await person('ngoclinh', true);
  await phone.goto(`${address}/versions/2`);
  await phone.getByText('27/QĐ-UBND').first().waitFor();
  holds(await phone.locator('[data-act="save"], [data-act="submit"], [data-act="approve"]').count() === 0, 'a frozen version offers acts');
  await fits(phone, 'the approved version');
  await shot(phone, 'phone');

  step('the chair withdraws it, saying why; nothing comes back by itself');
  await chair.goto(address);
  await take(chair, 'withdraw', async (sheet) => sheet.locator('textarea').fill('Bãi bỏ theo 30/QĐ-UBND (minh hoạ), lập lại theo thôn mới.'));
  await taken(chair);
  await chair.locator('[data-act="withdraw"]').waitFor({ state: 'detached' });
  await shot(chair, 'withdrawn');
  const after = await (await chair.request.get(`${base}/api/v1/plans/${plan.id}`)).json();
  holds(after.in_force === null && after.versions.map((each) => each.status).join() === 'superseded,withdrawn', 'something is still in force');
});
