// A bulletin comes, a plan answers, the chair decides at a desk; an official ticks the task in a village, on a phone, and
// the committee sees it without doing anything. Two people, two browsers' worth of windows, at once.
import { within } from '../kit.mjs';

export const title = 'alert → proposal → confirm → official ticks on a phone → committee sees it live';

export async function story(kit) {
  const { base, person, step, holds, look } = kit;
  step('the committee’s desk shows the map; nobody is signed in');
  const desk = await person('desk');
  await desk.goto(base);
  /** The map really drew: communes and zones stand on it, not only an empty frame. Shelters come at nearer zooms. */
  const drew = (...layers) => desk.waitForFunction((names) => names.every((name) => Number(document.querySelector('[data-map="idle"]')?.dataset[name]) > 0), layers, { timeout: within(180_000) });
  await drew('zones', 'communes');

  step('the next bulletin comes: a plan proposes itself, with reasons for it and with what speaks against');
  const review = desk.locator('[data-act="review"]').first();
  for (let tries = 0; tries < 6 && !(await review.isVisible()); tries += 1) {
    const advance = desk.locator('[data-act="advance"]');
    holds(await advance.isEnabled(), 'no proposal awaits a decision and no demonstration bulletin is left');
    await advance.click();
    await review.waitFor({ timeout: 15_000 }).catch(() => {});
  }
  await review.waitFor();
  holds(await desk.locator('[data-reasons="for"] li').count() > 0, 'the proposal gives no reason');
  await drew('zones', 'alerts');
  await look(desk, 'proposal-desk');

  step('the chair checks the answers, signs in in the dialog, and confirms');
  await review.click();
  const dialog = desk.locator('dialog[open]');
  await dialog.locator('[data-account="chutich"]').click();
  const act = dialog.locator('button[data-act="confirm"]');
  await act.waitFor();
  holds(/\d/.test(await act.innerText()), `the button does not say what it does: ${await act.innerText()}`);
  await look(desk, 'confirm-desk');
  await act.click();
  await dialog.waitFor({ state: 'detached' });

  step('a checklist opens for each zone; opening one leaves the map as it is');
  await desk.waitForURL(/\/activations\//);
  const response = desk.url();
  const lists = desk.locator('.right [data-checklist]');
  await lists.first().waitFor();
  await look(desk, 'checklists-desk');
  await lists.first().click();
  await desk.waitForURL(/\/checklists\//);
  const task = (page, id, state) => page.locator(`[data-task="${id}"]${state ? `[data-state="${state}"]` : ''}`);
  await desk.locator('[data-task]').first().waitFor();
  holds(await desk.locator('.mapframe[data-map="idle"]').count() === 1, 'opening a checklist made the map anew');

  step('the official opens the same checklist on a phone of 360 px, without the map');
  const phone = await person('phone', { phone: true });
  let mapLoaded = false;
  phone.on('request', (request) => { mapLoaded ||= /MapView|maplibre/.test(request.url()); });
  await phone.goto(desk.url());
  const plain = phone.locator('[data-task][data-state="open"]:not(:has([data-steps]))');
  await plain.first().waitFor();
  const ids = await plain.evaluateAll((rows) => rows.slice(0, 3).map((row) => row.dataset.task));
  holds(ids.length === 3, `only ${ids.length} tasks without steps are open`);
  await look(phone, 'checklist-phone');

  step('the first tick asks who is ticking; each one stands on the committee’s screen without a reload');
  await desk.evaluate(() => { window.stood = true; });
  for (const [i, id] of ids.entries()) {
    await task(phone, id).locator('.tick').tap();
    if (i === 0) await phone.locator('dialog[open] [data-account="ngoclinh"], dialog[open] [data-role="official"]').first().tap();
    await task(phone, id, 'done').waitFor();
    const ticked = Date.now();
    await task(desk, id, 'done').waitFor({ timeout: 10_000 });
    kit.say(`  at the desk after ${Date.now() - ticked} ms`);
    kit.saw();
  }
  holds(await desk.evaluate(() => window.stood === true), 'the desk loaded the page anew');
  holds(!mapLoaded, 'the phone loaded the map to tick a task');
  await look(phone, 'ticked-phone');
  await look(desk, 'live-desk');

  step('and back: what the committee takes back stands open again on the phone');
  await phone.evaluate(() => { window.stood = true; });
  await task(desk, ids[2]).locator('.tick').click();
  await task(desk, ids[2], 'open').waitFor();
  await task(phone, ids[2], 'open').waitFor({ timeout: 10_000 });
  holds(await phone.evaluate(() => window.stood === true), 'the phone loaded the page anew');

  step('the response counts what was ticked, on the map’s screen and at the server');
  const { id } = await desk.evaluate(() => ({ id: location.pathname.split('/').at(-1) }));
  const list = await (await desk.request.get(`${base}/api/v1/checklists/${id}`)).json();
  holds(list.tasks.filter((each) => each.state === 'done').length === 2, 'the server counts otherwise');
  await desk.goto(response);
  await lists.first().waitFor();
  await drew('zones', 'communes', 'shelters', 'alerts');
  await look(desk, 'command-room-desk');

  step('the bulletin tells what it decided and what it left out');
  await desk.goto(`${base}/ban-tin`);
  await desk.locator('.left a[href^="/ban-tin/"]').first().click();
  await desk.locator('[data-reasons="for"] details').first().waitFor();
  holds(await desk.locator('[data-reasons="against"] details').count() > 0, 'the bulletin does not say what it left out');
  await look(desk, 'alert-desk');
  for (const [name, path] of [['work', '/'], ['alerts', '/ban-tin'], ['about', '/about']]) {
    await phone.goto(base + path);
    await phone.locator('#main').waitFor();
    await look(phone, `${name}-phone`);
  }
}
