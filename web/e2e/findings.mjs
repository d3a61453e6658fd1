// Findings and the what-if on `ungpho demo`: the list worst first and its filters, one finding with its two facts, living
// with it until a day and taking that back, the paper for a meeting, a plan before it is approved, the line in the command
// room; then a situation by level, by zones and by a drawn area, its link and its paper; on a desk and on a phone.
//   node e2e/findings.mjs PROGRAM|ADDRESS [--shots DIR]
import { begin, json, tell } from './kit.mjs';

const kit = await begin({ answers: [401, 403, 404, 412, 422] });
const { base, step, holds, shot, clean, look } = kit;
const person = (account, width = 1440, height = 900) => kit.person(account ?? 'nobody', { account, size: [width, height] });
const api = async (page, path, data) => json(await (data ? page.request.post(`${base}/api/v1${path}`, { data }) : page.request.get(`${base}/api/v1${path}`)));
const seen = (page, where, name) => look(page, name);
const paper = async (page, name, has) => {
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await page.locator(has).first().waitFor();
  await shot(page, name);
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
};
const figure = async (page, name) => Number((await page.locator(`[data-figure="${name}"]`).innerText()).split(/\s/)[0].replaceAll('.', ''));

async function list(page, device) {
  step(`${device}: the list, worst first`);
  await page.goto(`${base}/phat-hien`);
  await page.locator('.fnd').first().waitFor();
  const all = await api(page, '/findings?limit=1');
  holds((await page.locator('[data-severity="critical"] .cnt').innerText()) === String(all.counts.by_severity.critical), 'the count of critical findings is not the server’s');
  holds(await page.locator('.fnd').first().evaluate((row) => row.classList.contains('critical')), 'the list does not begin with a critical finding');
  holds((await page.locator('.fnd .facts').first().locator('p').count()) === 2, 'a row does not show two facts');
  await seen(page, `${device} list`, `${device}-list`);
  step(`${device}: filters stand in the address`);
  await page.locator('[data-severity="serious"]').click();
  await page.waitForURL(/muc=serious/);
  await page.locator('.fnd.serious').first().waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.fnd.critical').length === 0);
  if (device === 'phone') await page.locator('.fndfold > summary').click();
  await page.locator('[data-filter="hazard"]').selectOption('landslide');
  await page.waitForURL(/thien-tai=landslide/);
  await shot(page, `${device}-filters`);
  await clean(page, `${device} filters`);
  await page.locator('[data-act="clear"]').click();
  await page.waitForFunction(() => location.search === '');
  await page.locator('.fnd.critical').first().waitFor();
}

async function accept(page, device) {
  step(`${device}: one of them, and living with it until a day`);
  const open = (await api(page, '/findings?state=open&limit=1')).items[0];
  await page.goto(`${base}/phat-hien?xem=${open.key}`);
  await page.locator(`[data-one="${open.key}"]`).waitFor();
  await page.locator('.fndone .mend').waitFor();
  await page.locator('.rulefold > summary').click();
  await seen(page, `${device} one`, `${device}-one`);
  await page.locator('[data-act="accept"]').click();
  await page.locator('dialog [data-act="check"]').click();
  await page.locator('dialog .errsum a').first().waitFor();
  await seen(page, `${device} acceptance`, `${device}-accept`);
  await page.locator('[data-day="in7"]').click();
  await page.locator('#accept-reason').fill(`đang sửa, ${device}`);
  await page.locator('dialog [data-act="check"]').click();
  await page.locator('dialog [data-act="confirm"]').waitFor();
  await seen(page, `${device} answers`, `${device}-accept-check`);
  await page.locator('dialog [data-act="confirm"]').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.locator('[data-act="take-back"]').waitFor();
  holds((await page.locator('.fndone .ban').innerText()).includes(`đang sửa, ${device}`), 'the acceptance is not shown');
  await shot(page, `${device}-accepted`);
  await page.goto(`${base}/phat-hien?tt=accepted`);
  await page.locator(`.fnd.settled[data-finding="${open.key}"]`).waitFor();
  await page.goto(`${base}/phat-hien?xem=${open.key}`);
  await page.locator('[data-act="take-back"]').click();
  await page.locator('dialog textarea').fill('xem lại');
  await page.locator('dialog [data-act="confirm"]').click();
  await page.locator('[data-act="accept"]').waitFor();
  holds((await api(page, `/findings/${open.key}`)).state === 'open', 'it is not open again');
  step(`${device}: the way to where it is mended`);
  await page.locator('[data-act="mend"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/phat-hien'));
  await page.locator('main').first().waitFor();
  await shot(page, `${device}-mend`);
}

async function plan(page, device) {
  step(`${device}: a plan, as it is and as if its draft were issued`);
  const plans = (await api(page, '/plans?limit=500')).items;
  const one = plans.find((each) => each.in_force && each.hazard === 'landslide') ?? plans.find((each) => each.in_force);
  const n = one.open?.n ?? (await api(page, `/plans/${one.id}/versions`, {})).n;
  await page.goto(`${base}/plans/${one.id}`);
  await page.locator(`[data-plan-findings="${n}"][data-as-if="true"]`).waitFor();
  await page.locator(`[data-plan-findings="${one.in_force.number}"]`).waitFor();
  await seen(page, `${device} plan`, `${device}-plan`);
  await page.goto(`${base}/plans/${one.id}/versions/${n}`);
  if (device === 'phone') await page.locator('.ped-drawer').click();
  await page.getByRole('tab', { name: /Mâu thuẫn/ }).click();
  await page.locator(`[data-plan-findings="${n}"]`).waitFor();
  const told = await api(page, `/plans/${one.id}/findings?version=${n}`);
  const shown = await page.locator('[data-plan-findings] [data-count="critical"]').first().innerText();
  holds(shown.startsWith(String(told.counts.by_severity.critical)), `the editor says “${shown}” critical, the server ${told.counts.by_severity.critical}`);
  await seen(page, `${device} editor`, `${device}-editor`);
  if (device === 'phone') await page.locator('dialog .icb').first().click();
  await page.locator('[data-act="submit"]').click();
  await page.locator('dialog [data-act="confirm"]').waitFor();
  if (told.counts.by_severity.critical > 0) await page.locator('dialog [data-part="critical"] li').first().waitFor();
  holds(await page.locator('dialog [data-act="confirm"]').isEnabled(), 'a finding stops the step');
  await seen(page, `${device} step`, `${device}-step`);
}

async function home(page, device) {
  step(`${device}: the command room says how many critical ones stand`);
  const { counts } = await api(page, '/findings?severity=critical&state=open&limit=1');
  await page.goto(`${base}/`);
  await page.locator(`[data-critical="${counts.total}"]`).waitFor();
  await seen(page, `${device} home`, `${device}-home`);
  await page.locator('[data-critical]').click();
  await page.locator('.fnd.critical').first().waitFor();
}

async function whatIf(page, device) {
  step(`${device}: a situation by its level`);
  await page.goto(`${base}/gia-dinh-tinh-huong`);
  await page.locator('.wi-a .emptybox').waitFor();
  await page.locator('[data-field="hazard"]').selectOption('landslide');
  await page.locator('.wi-form input[type="radio"][value="2"]').check({ force: true });
  await page.locator('[data-part="people"]').waitFor();
  const asked = { hazard: 'landslide', level: { scale: 'disaster_risk', value: 2 } };
  const answer = await api(page, '/what-if', asked);
  holds((await figure(page, 'tables')) === answer.total.tables.people, 'the people of the tables are not the server’s');
  holds((await figure(page, 'register')) === answer.total.register.people, 'the people of the register are not the server’s');
  holds((await figure(page, 'night')) === answer.total.places.night, 'the places are not the server’s');
  holds((await page.locator('[data-part="lost"] li').count()) === answer.shelters.filter((shelter) => shelter.lost).length, 'not every lost shelter is named');
  if (device === 'desk') await page.locator('.wi-map [data-map="idle"]').waitFor();
  await seen(page, `${device} what-if`, `${device}-what-if`);
  await paper(page, `${device}-what-if-paper`, '.wi-paper');

  step(`${device}: zones chosen, and the link asks the same again`);
  await page.locator('.wi-form input[type="radio"][value="zones"]').check({ force: true });
  const first = answer.zones[0].code;
  await page.locator('.wi-zones').waitFor();
  await page.locator('.wi-zones .btn').click();
  await page.locator('.wi-a .emptybox').waitFor();
  await page.locator(`[data-zone="${first}"] input`).check();
  await page.locator('h3[data-zones="1"]').waitFor();
  const one = await api(page, '/what-if', { ...asked, zones: [first] });
  await seen(page, `${device} zones`, `${device}-zones`);
  await page.locator('[data-act="link"]').click();
  const link = await page.locator('dialog input').inputValue();
  await page.goto(link);
  await page.locator('h3[data-zones="1"]').waitFor();
  holds((await figure(page, 'register')) === one.total.register.people, 'the link asks something else');

  step(`${device}: an area, by the corners`);
  await page.locator('.wi-form input[type="radio"][value="area"]').check({ force: true });
  await page.locator('.wi-a .emptybox').waitFor();
  if (!(await page.locator('[data-act="type-ring"]').isVisible())) await page.locator('.ringlist > summary').click();
  await page.locator('[data-act="type-ring"]').click();
  const corners = '107.5 14.8\n108.2 14.8\n108.2 15.3\n107.5 15.3';
  await page.locator('.typed textarea').fill(corners);
  await page.locator('[data-act="apply-corners"]').click();
  await page.waitForURL(/khu=/);
  await page.locator('[data-part="people"], .wi-a .emptybox').first().waitFor();
  await page.locator('.wi-map [data-map="idle"]').waitFor();
  await seen(page, `${device} area`, `${device}-area`);
}

await tell('findings', kit, async () => {
  step('who is not signed in sees what stands where, not what it says');
  const nobody = await person(null, 1440, 900);
  await nobody.goto(`${base}/phat-hien`);
  await nobody.locator('.fnd').first().waitFor();
  holds((await nobody.locator('.facts').count()) === 0, 'facts are shown to who is not signed in');
  await shot(nobody, 'nobody');
  await nobody.goto(`${base}/gia-dinh-tinh-huong?thien-tai=landslide&cap=2`);
  await nobody.locator('.wi-a .emptybox').waitFor();
  await nobody.context().close();
  for (const [device, width, height] of [['desk', 1440, 900], ['phone', 360, 780]]) {
    const page = await person('bientap', width, height);
    await list(page, device);
    await accept(page, device);
    if (device === 'desk') { step('the paper for the meeting'); await page.goto(`${base}/phat-hien`); await page.locator('.fnd').first().waitFor(); await paper(page, 'paper', '.fndpaper tbody tr'); }
    await plan(page, device);
    await home(page, device);
    await page.context().close();
    const official = await person('ngoclinh', width, height);
    await whatIf(official, device);
    await official.context().close();
  }
  step('who only reads accepts nothing');
  const viewer = await person('xem', 1440, 900);
  await viewer.goto(`${base}/phat-hien`);
  await viewer.locator('.fnd-l').first().click();
  await viewer.locator('.fndone').waitFor();
  holds((await viewer.locator('[data-act="accept"]').count()) === 0, 'a viewer is offered to accept');
});
