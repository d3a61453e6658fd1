// Every screen of the app: its name, who sees it, where it is, and what must stand on it before it counts as seen. Read by
// e2e/pictures.mjs and e2e/axe.mjs. What an address names is found by e2e/screens/scene.mjs in the demonstration.
//   as     an account of the demonstration; none: nobody is signed in
//   at     the path, of the scene
//   shows  a selector; without it the picture would be of an empty screen
//   main   one of the eight that are looked at hardest, also dark and in large type
//   act    what is done first: a sheet opened, a part unfolded
const press = (selector) => async (page) => { await page.locator(selector).first().click(); };
const opens = (selector, then = 'dialog[open]') => async (page) => { await press(selector)(page); await page.locator(then).first().waitFor(); };

export const SCREENS = [
  // The command room
  { name: 'command-map', as: 'chutich', main: true, at: () => '/', shows: '.left a[href^="/activations/"], .worklist, #main a[href^="/activations/"]' },
  { name: 'map', as: 'chutich', at: () => '/map', shows: '.maplibregl-canvas, .mapframe' },
  { name: 'map-past', as: 'chutich', at: () => '/map?ngay=2026-10-05', shows: '.past, [data-past], .pastbanner' },
  { name: 'inbox', as: 'chutich', main: true, at: () => '/ban-tin?xem=tat-ca', shows: '.inbox [data-alert]' },
  { name: 'bulletin', as: 'chutich', at: (s) => `/ban-tin/${s.alert}?xem=tat-ca`, shows: 'article[data-alert]' },
  { name: 'proposal', as: 'chutich', at: (s) => `/activations/${s.proposal}`, shows: '[data-reasons="for"] li' },
  { name: 'proposal-confirm', as: 'chutich', at: (s) => `/activations/${s.proposal}`, shows: '[data-act="review"]', act: opens('[data-act="review"]', 'dialog[open] [data-act="confirm"]') },
  { name: 'sign-in-asked', at: (s) => `/activations/${s.proposal}`, shows: '[data-act="review"]', act: opens('[data-act="review"]') },
  { name: 'response', as: 'chutich', at: (s) => `/activations/${s.activation}`, shows: '[data-checklist]' },
  { name: 'checklist', as: 'ngoclinh', main: true, at: (s) => `/checklists/${s.checklist}`, shows: '[data-task]' },
  { name: 'checklist-chair', as: 'chutich', at: (s) => `/checklists/${s.checklist}`, shows: '[data-task]' },
  { name: 'checklist-stage', as: 'ngoclinh', at: (s) => `/checklists/${s.checklist}`, shows: '[data-to]', act: opens('[data-to]') },
  { name: 'zone', as: 'chutich', at: (s) => `/zones/${s.zone.id}`, shows: '.panelbody h2' },
  { name: 'about', as: 'ngoclinh', at: () => '/about', shows: '.about' },
  { name: 'not-found', at: () => '/khong-co', shows: '#main a[href="/"]' },
  // The move
  { name: 'events', as: 'chutich', at: () => '/dot-thien-tai', shows: 'a[href^="/dot-thien-tai/"]' },
  { name: 'event-board', as: 'chutich', main: true, at: (s) => `/dot-thien-tai/${s.event}`, shows: '#sentence' },
  { name: 'event-report', as: 'chutich', at: (s) => `/dot-thien-tai/${s.event}?don-vi=${s.commune}`, shows: '#sentence', act: opens('[data-act="quick-report"]') },
  { name: 'households', as: 'ngoclinh', main: true, at: (s) => `/di-doi/${s.activation}?vung=${s.checklist}`, shows: '[data-household]' },
  { name: 'household', as: 'ngoclinh', at: (s) => `/di-doi/${s.activation}/ho/${s.household}?vung=${s.checklist}`, shows: 'article[data-relocation]' },
  { name: 'household-unknown', as: 'ngoclinh', at: (s) => `/di-doi/${s.activation}/ho/${s.unknownHousehold}?vung=${s.checklist}`, shows: '[data-next]' },
  { name: 'household-contested', as: 'ngoclinh', at: (s) => `/di-doi/${s.activation}/ho/${s.contested}?vung=${s.checklist}`, shows: '[data-conflict]' },
  { name: 'household-refused', as: 'ngoclinh', at: (s) => `/di-doi/${s.activation}/ho/${s.unknownHousehold}?vung=${s.checklist}`, shows: '[data-next="refused"]', act: opens('[data-next="refused"]') },
  { name: 'sheets', as: 'chutich', at: (s) => `/dot-thien-tai/${s.event}/in?xa=${s.commune}`, shows: '.sheet' },
  { name: 'sheets-roll', as: 'chutich', at: (s) => `/dot-thien-tai/${s.event}/in?xa=${s.commune}&mau=diem-danh`, shows: '.sheet' },
  { name: 'begin', as: 'chutich', at: () => '/kich-hoat', shows: '.beginform' },
  { name: 'short-codes', as: 'ngoclinh', at: () => '/ma-ngan', shows: 'textarea' },
  { name: 'unplaced', as: 'ngoclinh', at: () => '/bao-cao-cho-xep', shows: '[data-report-unplaced]' },
  // Drills
  { name: 'drill-start', as: 'chutich', at: () => '/dien-tap', shows: 'input[value="noru-2022"]' },
  { name: 'drill-run', as: 'chutich', at: (s) => `/dien-tap/${s.drill}`, shows: '.drillmsgs li' },
  { name: 'drill-review', as: 'chutich', at: (s) => `/dot-thien-tai/${s.drill}/nhin-lai`, shows: '.reviewtable' },
  // Bulletins and their sources
  { name: 'bulletin-typed', as: 'chutich', at: () => '/nhap-ban-tin', shows: 'form' },
  { name: 'local-sign', as: 'ngoclinh', at: () => '/bao-dau-hieu', shows: '#main button' },
  { name: 'sources', as: 'quantri', at: () => '/nguon-tin', shows: '[data-source]' },
  { name: 'source-add', as: 'quantri', at: () => '/nguon-tin', shows: '[data-source]', act: opens('[data-act="add"]') },
  { name: 'quarantine', as: 'quantri', at: () => '/cach-ly', shows: '[data-quarantined]' },
  { name: 'mapping', as: 'quantri', at: () => '/bang-doi-chieu', shows: '.mappingtable tbody tr' },
  // Other systems, which are told of events
  { name: 'webhooks', as: 'quantri', at: () => '/bao-he-thong-khac', shows: '[data-standing]' },
  { name: 'webhook', as: 'quantri', at: (s) => `/bao-he-thong-khac/${s.webhook}`, shows: '[data-delivery]' },
  { name: 'webhook-remove', as: 'quantri', at: (s) => `/bao-he-thong-khac/${s.webhook}`, shows: '[data-delivery]', act: opens('[data-act="remove"]') },
  { name: 'webhook-add', as: 'quantri', at: () => '/bao-he-thong-khac/them', shows: '.kindbox' },
  { name: 'webhook-edit', as: 'quantri', at: (s) => `/bao-he-thong-khac/${s.webhook}/sua`, shows: '.kindbox' },
  { name: 'webhook-messages', as: 'quantri', at: () => '/bao-he-thong-khac/da-gui', shows: '[data-delivery]' },
  // Plans and zones
  { name: 'plans', as: 'bientap', at: () => '/plans', shows: 'a[href^="/plans/"]' },
  { name: 'plan', as: 'bientap', at: (s) => `/plans/${s.plan}`, shows: '.office-b a' },
  { name: 'plan-editor', as: 'bientap', main: true, at: (s) => `/plans/${s.plan}/versions/${s.version}`, shows: '.savebar, .outgroup' },
  { name: 'plan-arrangements', as: 'bientap', at: (s) => `/plans/${s.plan}/versions/${s.version}?part=/arrangements`, shows: '.arrlist li' },
  { name: 'plan-arranged-zone', as: 'bientap', at: (s) => `/plans/${s.plan}/versions/${s.version}?part=/arrangements&zone=${s.planZone}`, shows: '.arropen' },
  { name: 'plan-in-force', as: 'xem', at: (s) => `/plans/${s.plan}/versions/1`, shows: '.office-b h3' },
  { name: 'plan-compared', as: 'bientap', at: (s) => `/plans/${s.plan}/compare?from=1&to=${s.version}`, shows: '.diff' },
  { name: 'allocations', as: 'bientap', at: (s) => `/plans/${s.plan}/allocations`, shows: '[data-act="ask"]' },
  { name: 'allocation', as: 'bientap', at: (s) => `/plans/${s.plan}/allocations/${s.allocation}`, shows: '.office-b h3' },
  { name: 'plan-zones', as: 'bientap', at: (s) => `/plans/${s.plan}/versions/${s.version}/zones`, shows: '#main' },
  { name: 'plan-zone-drawn', as: 'bientap', at: (s) => `/plans/${s.plan}/versions/${s.version}/zones?edit=${s.planZone}`, shows: '#main' },
  { name: 'map-import', as: 'bientap', at: () => '/nhap-ban-do', shows: 'input[type="file"]' },
  { name: 'coverage', as: 'chutich', at: () => '/coverage', shows: '.cm, .office-b ul li' },
  // Registers
  { name: 'register', as: 'ngoclinh', at: () => '/ho-dan', shows: '.dt tbody tr' },
  { name: 'register-one', as: 'ngoclinh', at: (s) => `/ho-dan/${s.registered}`, shows: '.hh-cols' },
  { name: 'register-edit', as: 'ngoclinh', at: (s) => `/ho-dan/${s.registered}`, shows: '.regacts button', act: opens('.regacts [data-act="edit"]', 'form') },
  { name: 'register-add', as: 'ngoclinh', at: () => '/ho-dan/them', shows: 'form' },
  { name: 'register-import', as: 'ngoclinh', at: () => '/ho-dan/nhap', shows: 'input[type="file"]' },
  ...['shelters', 'vehicles', 'teams', 'supplies', 'water-points', 'landing-places', 'contacts', 'loans'].map((tab) => ({ name: `resources-${tab}`, as: 'ngoclinh', at: () => `/nguon-luc?so=${tab}`, shows: '.dt tbody tr' })),
  { name: 'resources-edit', as: 'ngoclinh', at: () => '/nguon-luc?so=shelters', shows: '[data-act="edit"]', act: opens('[data-act="edit"]') },
  { name: 'resources-import', as: 'ngoclinh', at: () => '/nguon-luc/nhap?so=vehicles', shows: 'input[type="file"]' },
  { name: 'roads', as: 'quantri', at: () => '/nguon-luc/duong', shows: '.office-b' },
  // Inspections
  { name: 'inspections', as: 'chutich', at: () => '/kiem-tra', shows: 'a[href^="/kiem-tra/dot/"]' },
  { name: 'inspection-new', as: 'chutich', at: () => '/kiem-tra/dot/moi', shows: '#insp-name' },
  { name: 'inspection', as: 'chutich', at: (s) => `/kiem-tra/dot/${s.inspection}`, shows: '[data-part="units"]' },
  { name: 'inspection-close', as: 'chutich', at: (s) => `/kiem-tra/dot/${s.inspection}`, shows: '[data-act="close-inspection"]', act: opens('[data-act="close-inspection"]', 'dialog[open] [data-act="confirm"]') },
  { name: 'inspection-ranking', as: 'chutich', at: (s) => `/kiem-tra/dot/${s.inspection}?xem=xep-hang`, shows: '.office-b table' },
  { name: 'inspection-facts', as: 'chutich', at: (s) => `/kiem-tra/dot/${s.inspection}?xem=thong-tin`, shows: '.office-b' },
  { name: 'inspection-edit', as: 'chutich', at: (s) => `/kiem-tra/dot/${s.inspection}/sua`, shows: '#insp-name' },
  { name: 'record', as: 'chutich', at: (s) => `/kiem-tra/bien-ban/${s.signedRecord}`, shows: '.office-b' },
  { name: 'record-filled', as: 'chutich', at: (s) => `/kiem-tra/bien-ban/${s.draftRecord}`, shows: '[data-grade]' },
  { name: 'owed', as: 'ngoclinh', at: () => '/kiem-tra/viec', shows: 'a[href^="/kiem-tra/viec/"]' },
  { name: 'owed-one', as: 'ngoclinh', at: (s) => `/kiem-tra/viec/${s.owed}`, shows: '.office-b' },
  { name: 'owed-letter', as: 'chutich', at: (s) => `/kiem-tra/viec/${s.owed}/van-ban`, shows: '.office-b' },
  { name: 'templates', as: 'chutich', at: () => '/kiem-tra/mau', shows: 'a[href^="/kiem-tra/mau/"]' },
  { name: 'template', as: 'chutich', at: () => '/kiem-tra/mau/preparedness', shows: '.office-b' },
  // What does not fit together, and what would be
  { name: 'findings', as: 'chutich', main: true, at: (s) => `/phat-hien`, shows: '.fnd' },
  { name: 'finding', as: 'chutich', at: (s) => `/phat-hien?xem=${s.finding}`, shows: '.fndone .mend' },
  { name: 'finding-accept', as: 'chutich', at: (s) => `/phat-hien?xem=${s.finding}`, shows: '[data-act="accept"]', act: opens('[data-act="accept"]') },
  { name: 'what-if', as: 'chutich', at: () => '/gia-dinh-tinh-huong?thien-tai=landslide&cap=2', shows: '.office-b table' },
  { name: 'what-if-empty', as: 'chutich', at: () => '/gia-dinh-tinh-huong', shows: '.office-b select' },
  // Accounts and the log
  { name: 'accounts', as: 'quantri', at: () => '/accounts', shows: 'tbody tr' },
  { name: 'account-add', as: 'quantri', at: () => '/accounts/new', shows: 'form' },
  { name: 'account', as: 'quantri', at: (s) => `/accounts/${s.account}`, shows: '.office-b' },
  { name: 'roles', as: 'quantri', at: () => '/accounts/roles', shows: 'table' },
  { name: 'account-own', as: 'ngoclinh', at: () => '/account', shows: 'form' },
  { name: 'audit', as: 'quantri', at: () => '/audit', shows: 'tbody tr' },
  // The doors
  { name: 'sign-in', at: () => '/sign-in', shows: 'form' },
  { name: 'invitation', at: (s) => `/invitation#${s.invitation}`, shows: 'form' },
  // For everybody
  { name: 'lookup', main: true, at: () => '/tra-cuu', shows: '.asktitle' },
  { name: 'lookup-in-zone', at: () => '/tra-cuu?lon=107.944&lat=15.149', shows: '#main article, #main section' },
  { name: 'lookup-village', at: () => '/tra-cuu?xa=23365&thon=Ng%E1%BB%8Dc%20Nang', shows: '#main article, #main section' },
  { name: 'lookup-outside', at: () => '/tra-cuu?lon=10&lat=50', shows: '#main article, #main section' },
];

export const DEVICES = {
  phone: { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true },
  desk: { viewport: { width: 1440, height: 900 } },
};

/** `--only checklist,lookup` of a command line: screens whose names begin so. */
export function chosen(only) {
  const begins = only?.split(',').filter(Boolean);
  const found = SCREENS.filter(({ name }) => !begins || begins.some((each) => name === each || (each.endsWith('*') && name.startsWith(each.slice(0, -1)))));
  if (found.length === 0) throw new Error(`no screen is called ${only}`);
  return found;
}
