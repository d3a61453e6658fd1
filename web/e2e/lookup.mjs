// The public look-up as somebody in the rain uses it: a phone of 360 px, no account, at most three acts to an answer.
//   node e2e/lookup.mjs PROGRAM|ADDRESS [--shots DIR]
// Runs against any server that has zones in force with villages (a demonstration has).
import { begin, tell } from './kit.mjs';

const kit = await begin();
const { base, step, holds, shot, fits, say } = kit;
const asked = [];
async function person(name, options = {}) {
  const page = await kit.person(name, { phone: true, options });
  page.on('request', (request) => {
    const url = new URL(request.url());
    asked.push({ name, url: url.pathname + url.search, method: request.method(), body: request.postDataBuffer()?.length ?? 0 });
  });
  return page;
}
const mapAsked = (name) => asked.some((one) => one.name === name && /LookupMap|maplibre/.test(one.url));

/** A photo as a phone writes it: a JPEG whose Exif segment carries a position; none where there is none. */
function photo(position) {
  const tiff = Buffer.alloc(240);
  tiff.write('MM'); tiff.writeUInt16BE(42, 2); tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8); tiff.writeUInt16BE(0x8825, 10); tiff.writeUInt16BE(4, 12); tiff.writeUInt32BE(1, 14); tiff.writeUInt32BE(26, 18);
  const parts = position ? [['N', position.lat], ['E', position.lon]] : [];
  tiff.writeUInt16BE(parts.length * 2, 26);
  let end = 28 + parts.length * 24 + 4;
  parts.forEach(([letter, degrees], i) => {
    const at = 28 + i * 24;
    tiff.writeUInt16BE(1 + 2 * i, at); tiff.writeUInt16BE(2, at + 2); tiff.writeUInt32BE(2, at + 4); tiff.write(letter, at + 8);
    tiff.writeUInt16BE(2 + 2 * i, at + 12); tiff.writeUInt16BE(5, at + 14); tiff.writeUInt32BE(3, at + 16); tiff.writeUInt32BE(end, at + 20);
    const minutes = (degrees % 1) * 60;
    for (const [figure, per] of [[Math.trunc(degrees), 1], [Math.trunc(minutes), 1], [Math.round((minutes % 1) * 60_000), 1000]]) {
      tiff.writeUInt32BE(figure, end); tiff.writeUInt32BE(per, end + 4); end += 8;
    }
  });
  const length = end + 8;
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 255]), Buffer.from('Exif\0\0'), tiff.subarray(0, end), Buffer.from([0xff, 0xda, 0, 2, 0xff, 0xd9])]);
}

/** A zone of the server to stand in: a corner of it counts as inside, its village names it. */
async function someZone() {
  const { features } = await fetch(`${base}/api/v1/zones?limit=200`).then((answer) => answer.json());
  const zone = features.find((feature) => feature.properties.village);
  holds(zone, 'the server has no zone in force with a village');
  const ring = zone.geometry.type === 'Polygon' ? zone.geometry.coordinates[0] : zone.geometry.coordinates[0][0];
  const corners = ring.slice(0, -1);
  const centre = { lon: corners.reduce((sum, [x]) => sum + x, 0) / corners.length, lat: corners.reduce((sum, [, y]) => sum + y, 0) / corners.length };
  return { ...zone.properties, ...centre };
}
const unmarked = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();

await tell('lookup', kit, async () => {
  const zone = await someZone();
  say(`  the zone to be found: ${zone.code}, ${zone.village}, ${zone.commune_name}`);
  const answered = async (page, acts, how) => {
    await page.locator('.answer[data-zones]').waitFor();
    holds(Number(await page.locator('.answer').getAttribute('data-zones')) > 0, `${how}: the zone was not found`);
    holds(await page.locator(`[data-zone="${zone.code}"]`).count() === 1, `${how}: another zone was found`);
    holds(acts <= 3, `${how} took ${acts} acts`);
    await fits(page, how);
    say(`  ${how}: ${acts} acts – ${(await page.locator('.verdict h2').innerText()).trim()}`);
  };

  step('where the phone is: one tap, and a yes to the browser');
  const here = await person('here', { geolocation: { longitude: zone.lon, latitude: zone.lat, accuracy: 18 }, permissions: ['geolocation'] });
  await here.goto(`${base}/tra-cuu`);
  await here.locator('[data-act="here"]').waitFor();
  await fits(here, 'the first screen');
  await shot(here, 'phone-ask');
  await here.locator('[data-act="here"]').tap();
  await answered(here, 2, 'by location'); // the tap, and the browser's own question
  holds(!mapAsked('here'), 'an answer by location loaded the map');
  holds(!asked.some((one) => one.name === 'here' && /session|stream|activations/.test(one.url)), 'the public page asked for an account or a live line');
  holds((await here.evaluate(() => document.activeElement?.closest('.verdict') !== null)), 'the focus is not at the answer');
  holds(await here.locator('[data-zone] .goto li, [data-zone] section p').count() > 0, 'the answer does not say where to go');
  holds(await here.locator('a[href^="tel:"]').count() >= 3, 'the answer has no number to press');
  for (const target of await here.locator('.lookup main .btn:visible, .lookup .urgent a').all()) {
    const box = await target.boundingBox();
    holds(box && box.height >= 44, `a target of ${box?.height} px: ${await target.innerText()}`);
  }
  await shot(here, 'phone-answer');
  await shot(here, 'phone-answer-whole', true);
  const link = here.url();

  step('the name of the village, typed without tone marks');
  const name = await person('name');
  await name.goto(`${base}/tra-cuu`);
  await name.locator('[data-act="name"]').tap();
  await name.locator('[data-act="name"]').pressSequentially(unmarked(zone.village).split(/[;,]/)[0], { delay: 30 });
  await name.locator('[data-place="village"]').first().waitFor();
  await shot(name, 'phone-name');
  await name.locator('[data-place="village"]').first().tap();
  await answered(name, 3, 'by name');
  await shot(name, 'phone-village', true);

  step('the same with a keyboard alone');
  const keys = await person('keys', { hasTouch: false, isMobile: false });
  await keys.goto(`${base}/tra-cuu`);
  await keys.locator('[data-act="name"]').focus();
  await keys.keyboard.type(unmarked(zone.village).split(/[;,]/)[0]);
  await keys.locator('[role="option"]').first().waitFor();
  await keys.keyboard.press('ArrowDown');
  holds(await keys.locator('[data-act="name"]').getAttribute('aria-activedescendant') !== null, 'the arrow keys choose nothing');
  await keys.keyboard.press('Enter');
  await keys.locator('.answer[data-zones]').waitFor();

  step('the position in a photo, which never leaves the phone');
  const camera = await person('camera');
  await camera.goto(`${base}/tra-cuu`);
  await camera.locator('[data-act="photo"]').setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: photo(zone) });
  await answered(camera, 2, 'by photo');
  holds(!asked.some((one) => one.name === 'camera' && (one.method !== 'GET' || one.body > 0)), 'something was sent besides the question');
  await camera.goto(`${base}/tra-cuu`);
  await camera.locator('[data-act="photo"]').setInputFiles({ name: 'zalo.jpg', mimeType: 'image/jpeg', buffer: photo(null) });
  await camera.locator('[role="alert"]').waitFor();
  holds(/Zalo/.test(await camera.locator('[role="alert"]').innerText()), 'a photo without a position is not explained');
  await shot(camera, 'phone-photo-without');

  step('a tap on the map');
  const map = await person('map');
  await map.goto(link); // the map opens where the link points
  await map.locator('.answer[data-zones]').waitFor();
  holds(await map.locator(`[data-zone="${zone.code}"]`).count() === 1, 'the link does not give the same answer');
  await map.locator('[data-act="map"]').tap();
  await map.locator('[data-map="idle"]').waitFor({ state: 'attached', timeout: 60_000 });
  await map.waitForTimeout(1500);
  await shot(map, 'phone-answer-map');
  await map.goto(`${base}/tra-cuu`);
  await map.locator('[data-act="map"]').tap();
  await map.locator('[data-map="idle"]').waitFor({ state: 'attached', timeout: 60_000 });
  await map.waitForTimeout(1500);
  await shot(map, 'phone-map');
  const canvas = await map.locator('.mapframe').boundingBox();
  await map.touchscreen.tap(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2);
  await map.waitForURL(/lon=.*lat=/);
  await map.locator('.answer[data-zones]').waitFor();
  await fits(map, 'the answer to a tap');
  await shot(map, 'phone-tapped');

  step('a place in no zone is never called safe; one outside says so');
  const none = await person('none');
  await none.goto(`${base}/tra-cuu?lon=10&lat=50`);
  await none.locator('[data-verdict="outside"]').waitFor();
  await shot(none, 'phone-outside');
  holds(/Không có nghĩa là an toàn/.test(await none.locator('.answer').innerText()), 'a place in no zone is not warned of');
  holds(!/(^|[^a-zà-ỹ])an toàn(?![^.]*\.)/i.test((await none.locator('.answer').innerText()).replaceAll('Không có nghĩa là an toàn', '')), 'a place is called safe');

  step('a refused location says what to do instead');
  const refused = await person('refused', { permissions: [] });
  await refused.goto(`${base}/tra-cuu`);
  await refused.locator('[data-act="here"]').tap();
  await refused.locator('[role="alert"]').waitFor();
  holds(/bản đồ/.test(await refused.locator('[role="alert"]').innerText()), 'a refused location offers no other way');
  await shot(refused, 'phone-refused');

  step('without a network the kept answer stays, with its age; a new question says what to do');
  await here.waitForFunction(async () => (await caches.keys()).length > 0 && (await (await caches.open((await caches.keys())[0])).keys()).length > 8, null, { timeout: 20_000 });
  await here.waitForTimeout(1_000);
  await here.context().setOffline(true);
  await here.reload();
  await here.locator('.answer[data-old="true"]').waitFor();
  say('  the page opened again without a network');
  await here.locator('.backlink').tap();
  await here.locator('.recent a').first().waitFor();
  await shot(here, 'phone-recent', true);
  await here.locator('.recent a').first().tap();
  await here.locator('.answer[data-old="true"]').waitFor();
  await here.locator('.answer .ban', { hasText: /Không có mạng.*cách đây/ }).waitFor();
  await shot(here, 'phone-offline');

  step('in English, and on a desktop beside the map');
  const desk = await person('desk', { viewport: { width: 1440, height: 900 }, hasTouch: false, isMobile: false });
  await desk.goto(link);
  await desk.locator('.answer[data-zones]').waitFor();
  await desk.locator('[data-map="idle"]').waitFor({ state: 'attached', timeout: 60_000 });
  await desk.waitForTimeout(1500);
  await shot(desk, 'desk-lookup');
  await desk.locator('[data-act="language"]').click();
  await desk.getByText('Where to go').first().waitFor();
  await desk.locator('[data-map="idle"]').waitFor({ state: 'attached', timeout: 60_000 }); // made anew, in the other language
  await desk.waitForTimeout(1500);
  await shot(desk, 'desk-lookup-en');
  await desk.emulateMedia({ media: 'print' });
  await shot(desk, 'paper', true);
});
