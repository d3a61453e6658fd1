// The import wizard, as an official meets it: a file without a word of its meridian, a column nobody named, outlines
// that cross themselves; then a file of a whole province.
import { bigFile, importFile } from './zoneFiles.mjs';

export async function importStory({ person, step, shot, fits, holds, base, plan, centre }) {
  const page = await person('bientap');
  const sent = [];
  page.on('request', (request) => { if (/\/import\?/.test(request.url())) sent.push(new URL(request.url()).searchParams.get('dry_run')); });
  const next = () => page.locator('[data-act="next"]:enabled').click();

  step('chooses a file for the draft of a plan');
  await page.goto(`${base}/nhap-ban-do?kind=zones&plan=${plan.code}`);
  await page.locator('.drop').waitFor();
  await shot(page, 'import-file');
  await page.locator('input[type="file"]').setInputFiles(importFile(centre));
  await page.locator('.wiz .ban.ok').waitFor();
  await next();

  step('is asked where the numbers lie, and sees both places on the map');
  const question = page.locator('.asked').first();
  await question.waitFor();
  await page.locator('.wizmap [data-map="idle"]').waitFor({ state: 'attached', timeout: 60_000 });
  holds(await page.locator('[data-act="next"]').isDisabled(), 'one goes on over an open question');
  await page.waitForTimeout(800);
  await shot(page, 'import-place');
  for (let asked = 0; asked < 4 && (await question.isVisible()); asked += 1) {
    await question.locator('[data-option]').first().click();
    await page.locator('.wiz-x .behind').waitFor({ state: 'detached' });
    await page.waitForTimeout(300);
  }
  await page.waitForTimeout(600);
  await shot(page, 'import-placed');
  await next();

  step('sets the columns against ours');
  await page.locator('.columns').waitFor();
  await page.locator('.wiz-x .behind').waitFor({ state: 'detached' });
  await shot(page, 'import-columns');
  await next();

  step('sees the fate of each row, and a repair before and after');
  await page.locator('.rowtable tbody tr[data-row]').first().waitFor();
  if (await page.locator('[data-fate="held"]').count()) {
    await page.locator('[data-fate="held"]').click();
    await page.locator('.rowtable tbody tr[data-row]').first().click();
    await page.locator('.beforeafter').waitFor();
    await page.locator('[data-act="take-one"]').click();
    await page.waitForTimeout(900);
    await shot(page, 'import-rows');
  }
  holds(sent.every((dry) => dry === 'true'), 'something was written before the last step');
  await next();

  step('checks what will be written, and writes');
  await page.locator('[data-act="write"]').waitFor();
  await shot(page, 'import-confirm');
  await page.locator('[data-act="write"]').click();
  await page.locator('[data-result]').waitFor();
  holds(sent.includes('false'), 'nothing was written');
  await shot(page, 'import-result');

  step('takes the refused rows along as a table');
  if (await page.locator('[data-act="refused-csv"]').count()) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[data-act="refused-csv"]').click()]);
    const { readFileSync } = await import('node:fs');
    const text = readFileSync(await file.path(), 'utf8');
    holds(text.startsWith('\uFEFF') && text.split('\r\n').length > 2, `the table reads ${text.slice(0, 80)}`);
  }

  step('five thousand rows stay light: only those in view are drawn');
  await page.locator('[data-act="anew"]').click();
  await page.locator('input[type="file"]').setInputFiles(bigFile(centre));
  await page.locator('.wiz .ban.ok').waitFor();
  for (let i = 0; i < 3; i += 1) { await next(); await page.waitForTimeout(200); }
  await page.locator('.rowtable tbody tr[data-row]').first().waitFor();
  const drawn = await page.locator('.rowtable tbody tr[data-row]').count();
  holds(drawn < 120, `${drawn} rows are drawn at once`);
  const scrolled = await page.evaluate(() => { const box = document.querySelector('.rowtable'); const began = performance.now(); box.scrollTop = box.scrollHeight; return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)))); });
  await page.locator('.rowtable tr[data-row="4999"]').waitFor();
  console.log(`  ${drawn} of 5000 rows drawn; to the end in ${Math.round(scrolled)} ms`);
  await page.waitForTimeout(700);
  await shot(page, 'import-5000');

  step('takes the zones in force along as a shapefile in VN-2000');
  await page.goto(`${base}/map`);
  await page.locator('.exportmenu summary').click();
  await page.locator('.exportbox select').nth(1).selectOption('9216');
  await shot(page, 'export');
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[data-act="export"]').click()]);
  holds(file.suggestedFilename().endsWith('.zip'), `the file is called ${file.suggestedFilename()}`);
  console.log(`  ${file.suggestedFilename()}`);

  step('on a phone the steps stand one below the other');
  const phone = await person('bientap', true);
  await phone.goto(`${base}/nhap-ban-do?kind=zones&plan=${plan.code}`);
  await phone.locator('input[type="file"]').setInputFiles(importFile(centre));
  await phone.locator('.wiz .ban.ok').waitFor();
  await fits(phone, 'the page');
  await shot(phone, 'phone-import-file');
  await phone.locator('[data-act="next"]:enabled').click();
  await phone.locator('.asked').first().waitFor();
  await phone.waitForTimeout(800);
  await fits(phone, 'the question');
  await shot(phone, 'phone-import-place');
}
