// What is asked of every screen. Each check answers with sentences, none where it holds.
import { axe } from '../kit.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// What sticks to an edge covers something at every moment of scrolling; axe looks at one moment only.
export const UNSTUCK = '.tabs, .sign-x, .savebar, .office-h, .phone .bar.compact, .phase > h3, .dt thead th, .hpanelcol { position: static !important; }';

/** axe-core: WCAG 2.2 AA and its best practices. */
export async function axeFaults(page) {
  const unstuck = await page.addStyleTag({ content: UNSTUCK });
  if (!axe) throw new Error('axe-core is not at hand');
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), RULES);
  await unstuck.evaluate((style) => style.remove());
  return violations.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes.slice(0, 3).map((node) => `${node.target.join(' ')} – ${(node.failureSummary ?? '').split('\n').slice(1, 2).join('').trim()}`).join(' | ')}`);
}

/** The page says its language, and no key stands where a word should. */
export async function wordFaults(page, lang) {
  const { said, keys } = await page.evaluate(() => ({
    said: document.documentElement.lang,
    keys: [...new Set(document.body.innerText.replace(/\S*[/@]\S*/g, '').match(/\b[a-z]+[A-Za-z]*(?:\.[a-z][A-Za-z0-9]+)+\b/g) ?? [])],
  }));
  const file = /\.(xlsx|csv|xml|atom|pdf|png|jpg|json|geojson|example|vn|com|org)$/;
  const loose = keys.filter((key) => !file.test(key) && !/^(e\.g|i\.e|a\.m|p\.m|lan\.nguyen)/.test(key));
  return [...(said === lang ? [] : [`the page says it is ${said}, not ${lang}`]), ...loose.map((key) => `a key in the place of words: ${key}`)];
}

/** On the narrowest screen nothing runs out of the side. */
export async function narrowFaults(page, width = 320) {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: before.height });
  await page.waitForTimeout(120);
  const wide = await page.evaluate(() => {
    const sheet = [...document.querySelectorAll('dialog[open] .dlg-b')].find((each) => each.scrollWidth > each.clientWidth + 1);
    if (sheet) return `${sheet.scrollWidth} px in a sheet of ${sheet.clientWidth}`;
    if (document.documentElement.scrollWidth <= innerWidth) return null;
    const out = [...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && each.checkVisibility());
    return `${document.documentElement.scrollWidth} px, by ${out.slice(0, 3).map((each) => `${each.tagName.toLowerCase()}.${each.className}`).join(', ')}`;
  });
  await page.setViewportSize(before);
  return wide ? [`scrolls sideways at ${width} px: ${wide}`] : [];
}

/** On a desk the columns scroll and the page does not: a second scroll bar beside the first leads nowhere. */
export const scrollFaults = (page) => page.evaluate(() => (document.documentElement.scrollHeight > innerHeight + 1 && document.querySelector('.app.desk') ? [`the page itself scrolls: ${document.documentElement.scrollHeight} px`] : []));

/** Words that the frame around them cuts off. What is cut on purpose says the whole in its title. */
export const cutFaults = (page) => page.evaluate(() => {
  const clips = (style) => /hidden|clip/.test(style.overflowX);
  const found = [];
  for (const each of document.querySelectorAll('body *')) {
    if (!each.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) || each.closest('.vh, .skip, .maplibregl-map, [data-map], svg, canvas, textarea, select')) continue;
    if (![...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '')) continue;
    const words = each.textContent.trim().replace(/\s+/g, ' ').slice(0, 50);
    const name = `${each.tagName.toLowerCase()}${each.className && typeof each.className === 'string' ? `.${each.className.split(' ').join('.')}` : ''}`;
    if (each.clientWidth === 1) continue; // kept for who listens
    if (clips(getComputedStyle(each)) && each.scrollWidth > each.clientWidth + 1) {
      if (!each.closest('[title]')) found.push(`cut: ${name} “${words}”`);
      continue;
    }
    const box = each.getBoundingClientRect();
    if (box.width === 0) continue;
    let frame = each.parentElement;
    while (frame && frame !== document.body) {
      const style = getComputedStyle(frame);
      if (/auto|scroll/.test(style.overflowX)) break;
      if (frame.getBoundingClientRect().width <= 1) break; // kept for who listens
      if (clips(style) && frame.getBoundingClientRect().right < box.right - 1) { if (!frame.closest('[title]')) found.push(`cut by ${frame.tagName.toLowerCase()}.${frame.className}: ${name} “${words}”`); break; }
      frame = frame.parentElement;
    }
    if (frame === document.body && box.right > innerWidth + 1 && innerWidth > 0) found.push(`out of the page: ${name} “${words}”`);
  }
  return [...new Set(found)].slice(0, 6);
});

/** By keyboard from the top: where one stands is seen, and nothing lies over it. */
export async function focusFaults(page, steps = 25) {
  const found = new Set();
  await page.evaluate(() => { document.activeElement?.blur?.(); scrollTo(0, 0); });
  for (let n = 0; n < steps; n += 1) {
    await page.keyboard.press('Tab');
    const fault = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return 'end';
      const name = `${at.tagName.toLowerCase()}.${String(at.className).split(' ').join('.')} “${(at.innerText ?? at.getAttribute('aria-label') ?? '').trim().slice(0, 30)}”`;
      const drawn = (each) => { const style = getComputedStyle(each); return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none'; };
      const near = [at, at.parentElement, at.closest('label'), at.nextElementSibling].filter(Boolean);
      if (!near.some(drawn)) return `the focus is not seen: ${name}`;
      const box = at.getBoundingClientRect();
      if (box.width < 2 || at.closest('.maplibregl-map')) return null;
      const [x, y] = [Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1)];
      if (box.bottom < 0 || box.top > innerHeight) return `the focus is out of sight: ${name}`;
      const over = document.elementFromPoint(x, y);
      return over && (at.contains(over) || over.contains(at) || at.parentElement.contains(over)) ? null : `something lies over the focus: ${name}: ${over?.tagName}.${over?.className}`;
    });
    if (fault === 'end') break;
    if (fault) found.add(fault);
  }
  return [...found].slice(0, 6);
}
