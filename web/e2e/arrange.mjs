// What a plan arranges for its zones, on `ungpho demo`: read without telephones by who is not signed in, written zone by
// zone, refused at the field, compared; a proposal of who goes where, asked for, taken over in two steps, out of date,
// too small; roads loaded after a dry run. On a desk and on a phone.
//   node e2e/arrange.mjs PROGRAM|ADDRESS [--shots DIR]
import { begin, json, tell } from './kit.mjs';

const kit = await begin({ answers: [401, 404, 409, 412, 422] });
const { base, step, holds, shot, clean } = kit;
const person = (account, width = 1440, height = 900) => kit.person(account ?? 'nobody', { account, size: [width, height] });
const api = async (page, path, options) => json(await page.request.fetch(`${base}/api/v1${path}`, options));
const idle = (page) => page.locator('[data-map="idle"]').first().waitFor({ timeout: 30_000 });
const gone = (page) => page.locator('dialog').waitFor({ state: 'detached' });
const ZONE = 'NL-SL-01';

await tell('arrange', kit, async () => {
  const writer = await person('bientap');
  const plan = (await api(writer, '/plans?limit=200')).items.find((each) => each.code === 'PA-23365-SL');
  const address = `${base}/plans/${plan.id}`;

  step('who is not signed in reads what is arranged, without telephones');
  const stranger = await person(null);
  await stranger.goto(`${address}/versions/1?part=/arrangements`);
  await stranger.locator(`.arrzone[data-zone="${ZONE}"]`).waitFor();
  holds((await stranger.locator('.arrzone a[href^="tel:"]').count()) === 0, 'a telephone is shown to who is not signed in');
  await clean(stranger, 'reading');
  await stranger.context().close();

  step('a zone is arranged, and what is missing follows what is typed');
  const begun = await api(writer, `/plans/${plan.id}/versions`, { method: 'POST', data: {} });
  const draft = `${address}/versions/${begun.n}?part=/arrangements`;
  await writer.goto(`${draft}&zone=${ZONE}`);
  const open = writer.locator('.arropen');
  await open.waitFor();
  await writer.waitForTimeout(1_000);
  await shot(writer, 'desk-zone');
  await clean(writer, 'a zone');
  const hosted = writer.locator(`#arr-${ZONE}-hosted`);
  await hosted.fill('nhiều');
  await open.locator('.fld.err').waitFor();
  await hosted.fill('7');
  const lacks = Number(await writer.locator('[data-lacks]').first().getAttribute('data-lacks'));
  await open.locator('[data-act="add-route"]').click();
  const routes = open.locator('.arrroutes > li');
  await routes.last().locator('input').first().fill('Lối mòn lên sống đồi');
  await writer.locator('[data-lack="crossings"]').first().waitFor();
  holds(Number(await writer.locator('[data-lacks]').first().getAttribute('data-lacks')) > lacks, 'a way nobody looked at is not said');
  await routes.last().locator('select').first().selectOption('some');
  await routes.last().locator('.arrcrossing input').fill('Ngầm khe Mô Po');
  await routes.last().locator('.arrcrossing select').selectOption('3');
  step('a way is drawn, by points typed and points clicked');
  await routes.last().locator('[data-act="draw-route"]').click();
  await idle(writer);
  await writer.locator('dialog textarea').fill('107.944 15.149\n107.94 15.14');
  const canvas = await writer.locator('dialog canvas').boundingBox();
  await writer.mouse.click(canvas.x + canvas.width / 2, canvas.y + canvas.height * 0.6);
  await writer.waitForFunction(() => document.querySelector('dialog textarea')?.value.split('\n').length === 3);
  await shot(writer, 'desk-draw');
  await clean(writer, 'drawing');
  await writer.locator('dialog [data-act="take-route"]').click();
  await gone(writer);

  step('a telephone that cannot be called is refused at its field');
  const phone = open.locator(`[id="arr-${ZONE}-in_charge"] input[inputmode="tel"]`);
  const good = await phone.inputValue();
  const lead = open.locator(`[id="arr-${ZONE}-in_charge"] input`).first();
  if ((await lead.inputValue()) === '') await lead.fill('A Thông (minh hoạ)');
  await phone.fill('gọi loa');
  await writer.locator('[data-act="save"]').click();
  await writer.locator('.errsum').waitFor();
  await open.locator('.fld.err').first().waitFor();
  await shot(writer, 'desk-refused');
  await clean(writer, 'refused');
  await phone.fill(good || '0000 000 031');
  await writer.locator('[data-act="save"]').click();
  await writer.locator('.savebar .btn:disabled').first().waitFor();
  const kept = (await api(writer, `/plans/${plan.id}/versions/${begun.n}`)).content.arrangements[ZONE];
  holds(kept.hosted === 7, `${kept.hosted} people with hosts, not 7`);
  const way = kept.routes.at(-1);
  holds(way.line.length === 3 && way.crossings[0].closes_at.value === 3, 'the way is not kept as it was drawn');

  step('two versions, compared');
  await writer.goto(`${address}/compare?from=1&to=${begun.n}`);
  await writer.locator(`.zdiff[data-zone="${ZONE}"]`).last().waitFor();
  holds(/Lối mòn lên sống đồi/.test(await writer.locator('.diff').innerText()), 'the new way is not told');
  await shot(writer, 'desk-compared');
  await clean(writer, 'comparison');

  for (const [device, width, height] of [['desk', 1440, 900], ['phone', 360, 780]]) {
    const page = await person('bientap', width, height);
    step(`${device}: the part, its zones and their sums`);
    await page.goto(draft);
    await page.locator('.arrlist li').first().waitFor();
    await page.waitForTimeout(1_000);
    await shot(page, `${device}-part`);
    await clean(page, `${device} part`);
    await page.locator('.arrrow').first().click();
    await page.locator('.arropen').waitFor();
    await shot(page, `${device}-open`);
    await clean(page, `${device} open`);

    step(`${device}: a question that cannot be asked is mended`);
    await page.goto(`${address}/allocations`);
    await page.locator('[data-act="ask"]').waitFor();
    await page.locator('#ask-km').fill('xa');
    await page.locator('[data-act="ask"]').click();
    await page.locator('.errsum').waitFor();
    await shot(page, `${device}-ask`);
    await clean(page, `${device} ask`);

    step(`${device}: within a few steps nobody finds a place, and it says so`);
    await page.locator('#ask-level').selectOption('3');
    await page.locator('#ask-km').fill('0,1');
    await page.locator('[data-act="ask"]').click();
    await page.locator('[data-verdict="infeasible"]').waitFor({ timeout: 30_000 });
    await shot(page, `${device}-short`);
    await clean(page, `${device} short`);

    step(`${device}: a proposal, beside the draft`);
    await page.goto(`${address}/allocations`);
    await page.locator('#ask-level').selectOption('3');
    await page.locator('#ask-minutes').fill('120');
    await page.locator('[data-act="ask"]').click();
    await page.locator('[data-verdict]').waitFor({ timeout: 30_000 });
    await page.locator('[data-trips]').waitFor();
    if (device === 'desk') await idle(page);
    await shot(page, `${device}-proposal`);
    await clean(page, `${device} proposal`);
    const proposal = page.url().split('/').at(-1);
    const before = await api(page, `/allocations/${proposal}`);
    const can = before.rows.filter((row) => row.beside !== 'same');
    if (can.length > 0) {
      step(`${device}: one row is taken over, in two steps`);
      const boxes = page.locator('.pickline input');
      for (let i = 1; i < (await boxes.count()); i += 1) await boxes.nth(i).uncheck();
      await page.locator('[data-act="take"]').click();
      await shot(page, `${device}-take`);
      await clean(page, `${device} take`);
      await page.locator('dialog [data-act="confirm"]').click();
      await gone(page);
      const after = await api(page, `/allocations/${proposal}`);
      holds(after.rows.filter((row) => row.accepted_at).length === 1, 'not one row was taken over');
      const [row] = after.rows.filter((each) => each.accepted_at);
      const { content } = await api(page, `/plans/${plan.id}/versions/${begun.n}`);
      const now = content.arrangements[row.zone].destinations.find((to) => to.code === row.shelter)?.people ?? 0;
      holds(now === row.people, `${row.zone} to ${row.shelter}: the draft says ${now}, the row ${row.people}`);
    }

    step(`${device}: the draft changes, and the proposal says that it is out of date`);
    const version = await api(page, `/plans/${plan.id}/versions/${begun.n}`);
    await api(page, `/plans/${plan.id}/versions/${begun.n}`, { method: 'PATCH', headers: { 'If-Match': `"${version.revision}"` }, data: { arrangements: { [ZONE]: { in_place: device === 'desk' ? 3 : 4 } } } });
    await page.reload();
    await page.locator('[data-stale]').waitFor();
    holds((await page.locator('[data-act="take"]').count()) === 0, 'what is out of date is offered to be taken over');
    await shot(page, `${device}-stale`);
    await clean(page, `${device} stale`);
    await page.locator('[data-act="again"]').click();
    await page.waitForURL((url) => !url.pathname.endsWith(proposal));
    await page.locator('[data-verdict]').waitFor({ timeout: 30_000 });
    holds((await page.locator('[data-stale]').count()) === 0, 'a new proposal is out of date');
    await page.context().close();

    step(`${device}: roads, tried out and loaded`);
    const keeper = await person('quantri', width, height);
    await keeper.goto(`${base}/nguon-luc/duong`);
    await keeper.locator('#roads-file').waitFor({ state: 'attached' });
    await keeper.locator('select').first().selectOption('23365');
    const line = (coordinates, properties) => ({ type: 'Feature', properties, geometry: { type: 'LineString', coordinates } });
    const file = { type: 'FeatureCollection', features: [line([[107.944, 15.149], [107.93, 15.12], [107.92, 15.08]], { name: 'Đường trục xã' }), line([[107.93, 15.12], [107.925, 15.118]], { name: 'Ngầm Đăk Mek', closes_at: 2 }), { type: 'Feature', properties: { name: 'Mốc' }, geometry: { type: 'Point', coordinates: [107.92, 15.13] } }] };
    await keeper.locator('#roads-file').setInputFiles({ name: 'duong.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(JSON.stringify(file)) });
    await keeper.locator('[data-found]').waitFor();
    await shot(keeper, `${device}-roads`);
    await clean(keeper, `${device} roads`);
    if (device === 'desk') holds((await api(keeper, '/roads')).items.length === 0, 'a dry run wrote roads');
    await keeper.locator('[data-act="write"]').click();
    await keeper.locator('dialog [data-act="confirm"]').click();
    await keeper.locator('[data-result]').waitFor();
    await keeper.locator('.dt tbody tr').first().waitFor();
    await shot(keeper, `${device}-loaded`);
    await clean(keeper, `${device} loaded`);
    await keeper.context().close();
  }

  step('who only reads takes nothing over, and loads no roads');
  const viewer = await person('xem');
  await viewer.goto(`${address}/allocations`);
  await viewer.locator('.dt tbody tr').first().waitFor();
  holds((await viewer.locator('[data-act="ask"]').count()) === 0, 'a viewer is offered to ask');
  await viewer.locator('.dt tbody a').first().click();
  await viewer.locator('[data-verdict]').waitFor();
  holds((await viewer.locator('[data-act="take"], .pickline').count()) === 0, 'a viewer is offered to take rows over');
  await viewer.goto(`${base}/nguon-luc/duong`);
  await viewer.locator('.emptybox').waitFor();
});
