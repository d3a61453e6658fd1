// Who has not signed in, where only look-ups are open (`ungpho serve` as it comes): every page that needs an account says
// calmly what it is and which way to go; nothing is asked of the server that it would refuse; signing in leads back.
//   node e2e/visitors.mjs PROGRAM [--shots DIR] [--dist DIST]
import { asked, json, open, pause, play, startProgram, withPages } from './kit.mjs';

const [program] = asked.plain;
// A demonstration opens everything: what it made is served as a program of an office is.
const server = await startProgram(program);
const accounts = (await (await fetch(`${server.base}/api/v1/meta`)).json()).demo_accounts;
await server.kill();
Object.assign(process.env, { UNGPHO_DATABASE_URL: 'sqlite://data/demo/ungpho-demo.db', UNGPHO__POLLING__ENABLED: 'false' });
server.command = ['serve'];
await server.start();
const shown = asked.after('--dist') ? await withPages(server, asked.after('--dist')) : server;
const kit = await open({ base: shown.base, answers: [] });
const { base, step, holds, look, person } = kit;

const PAGES = {
  '/plans': 'plans', '/plans/x/versions/1': 'plans', '/nhap-ban-do': 'mapFiles', '/nguon-tin': 'sources', '/cach-ly': 'quarantine', '/nhap-ban-tin': 'type', '/bang-doi-chieu': 'mapping',
  '/bao-he-thong-khac': 'hooks', '/coverage': 'coverage', '/ho-dan': 'households', '/ho-dan/them': 'households', '/nguon-luc?so=vehicles': 'resources', '/nguon-luc/duong': 'resources',
  '/nguon-luc/dinh-muc': 'resources', '/kiem-tra/viec': 'inspections', '/accounts': 'accounts', '/account': 'own', '/audit': 'audit', '/phat-hien': 'findings',
  '/gia-dinh-tinh-huong': 'whatIf', '/di-doi/x': 'move', '/dot-thien-tai': 'events', '/dien-tap': 'drills', '/kich-hoat': 'begin', '/ma-ngan': 'codes', '/bao-cao-cho-xep': 'unplaced',
};
/** Some with the map and the list, in a frame of their own. */
const ROOM = ['/', '/ban-tin', '/ban-tin/x', '/activations/x', '/checklists/x', '/zones/x'];
const began = Date.now();

const reason = await play(kit, async () => {
  for (const [device, phone] of [['desk', false], ['phone', true]]) {
    step(`${device}: no page refuses, and none is asked for in vain`);
    const page = await person(device, { phone });
    for (const [path, name] of Object.entries(PAGES)) {
      await page.goto(base + path);
      await page.locator(`[data-visitor="${name}"]`).waitFor();
      holds(await page.locator('.ban.dan, .ban.warn, [role="alert"]').count() === 0, `${path} is red`);
      holds(await page.locator('[data-act="to-sign-in"]').getAttribute('href') === `/sign-in?next=${encodeURIComponent(path)}`, `${path}: the way back is not kept`);
      for (const way of ['/tra-cuu', '/map']) holds(await page.locator(`#main a[href="${way}"]`).count() === 1, `${path} does not lead to ${way}`);
    }
    for (const path of ROOM) {
      await page.goto(base + path);
      await page.locator('[data-lookup-only]').waitFor();
      holds(await page.locator('.ban.dan, [role="alert"]').count() === 0, `${path} is red`);
    }
    await pause(1_500);
    for (const path of ['/plans', '/dot-thien-tai']) {
      await page.goto(base + path);
      await page.locator('[data-visitor]').waitFor();
      await look(page, `${path.slice(1)}-${device}`);
    }
    await page.goto(`${base}/bao-dau-hieu`);
    await page.locator('#main .btn').first().waitFor();
    holds(await page.locator('[data-visitor]').count() === 0, 'a sign cannot be told without an account');
    await page.goto(`${base}/map`);
    await pause(2_000);
    await page.context().close();
  }

  step('in English');
  const english = await person('english', { lang: 'en' });
  await english.goto(`${base}/phat-hien`);
  await english.locator('[data-visitor="findings"]').waitFor();
  await look(english, 'phat-hien-en');
  await english.context().close();

  step('signing in leads back to the page, and it opens');
  const faults = [];
  const page = await person('signs in', { faults });
  await page.goto(`${base}/plans?q=bao`);
  await page.locator('[data-act="to-sign-in"]').click();
  await page.locator('form input[autocomplete="username"]').fill('xem');
  await page.locator('form input[type="password"]').fill(accounts.find((each) => each.name === 'xem').password);
  await page.locator('form button[type="submit"]').click();
  await page.waitForURL(`${base}/plans?q=bao`);
  await page.locator('#main .dt, #main .emptybox, #main a[href^="/plans/"]').first().waitFor();
  holds(await page.locator('[data-visitor]').count() === 0, 'the page stays shut');
  await look(page, 'plans-signed-in');

  holds(faults.length === 0, `refused: ${faults.join(', ')}`);

  // What the device keeps lets it ask once, as without a network; then it is known that nobody is here.
  step('whose session ends elsewhere is told so, and not refused');
  await json(await page.context().request.get(`${base}/api/v1/session`));
  await page.context().clearCookies();
  await page.reload();
  await page.locator('[data-visitor="plans"]').waitFor();
});
await shown.end();
if (reason === null) console.log(`visitors: holds, ${kit.seen()} things seen in ${Math.round((Date.now() - began) / 1000)} s`);
else console.error(`visitors: breaks: ${reason}`);
process.exit(reason === null ? 0 : 1);
