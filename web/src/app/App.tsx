import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { NoAnswer } from '../api/problem';
import { useWords } from '../i18n';
import { startKeeping } from '../offline/kept';

// Five programs under one roof, each loaded when its door is opened: a phone that ticks tasks or reports households
// never loads the office, a desk that writes plans or types in a bulletin never loads the map, who has only to sign in loads neither, and who asks about one
// place loads the look-up alone.
const inside = () => import('./Inside');
const doors: { at: RegExp; load: () => Promise<{ default: ComponentType }> }[] = [
  { at: /^\/(sign-in|invitation)$/, load: () => import('./Doors') },
  { at: /^\/(plans|nhap-ban-do|nguon-tin|cach-ly|nhap-ban-tin|bao-dau-hieu|bang-doi-chieu|coverage|ho-dan|nguon-luc|kiem-tra|accounts|account|audit|phat-hien|gia-dinh-tinh-huong|bao-he-thong-khac)(\/|$)/, load: () => import('./OfficePages') },
  { at: /^\/(di-doi|dot-thien-tai|dien-tap|kich-hoat|ma-ngan|bao-cao-cho-xep)(\/|$)/, load: () => import('../moves/MovePages') },
  { at: /^/, load: () => import('./CommandRoom') },
];
const LOOKUP = /^\/tra-cuu\/?$/;
const lookup = () => import('../lookup/LookupPages');
/** The interface described for who connects other systems; public, and without the live line. */
const DOCS = /^\/docs\/?$/;

const doorAt = (path: string) => doors.findIndex(({ at }) => at.test(path));
let Inside: ComponentType<{ children: ReactNode }> = lazy(inside);
const Pages: ComponentType[] = doors.map(({ load }) => lazy(load));
let LookupPages: ComponentType = lazy(lookup);
const ApiDocsPage = lazy(() => import('../apiDocs/ApiDocsPage'));

/** Both parts of the first page are fetched at once, and not the second when the first has come. */
async function firstPage(): Promise<() => void> {
  if (DOCS.test(location.pathname)) return () => {};
  if (LOOKUP.test(location.pathname)) {
    const page = await lookup();
    return () => { LookupPages = page.default; };
  }
  const door = doorAt(location.pathname);
  const [frame, page] = await Promise.all([inside(), doors[door]?.load()]);
  return () => {
    Inside = frame.default;
    if (page) Pages[door] = page.default;
  };
}
const first = firstPage().catch(() => () => {}); // what does not come is asked for again where it is drawn, and missed there

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // Asked also where the browser thinks there is no network: the program may stand in the same room. What is kept is
      // shown meanwhile, and no answer is said in words.
      networkMode: 'always',
      // A refusal stays a refusal; only a missing answer is worth asking again.
      retry: (failures, error) => error instanceof NoAnswer && failures < 2,
    },
  },
});

/** Files that lie on this device come at once: “loading” would stand there longer than they take. Over a network it is said soon. */
const FILES_MS = navigator.serviceWorker?.controller ? 2_000 : 300;
/** What the device has of the first page is there before it is drawn, and is drawn without waiting once more. */
export async function startPage(): Promise<void> {
  const [come] = await Promise.all([Promise.race([first, later(FILES_MS)]), startData()]);
  come?.();
}

/** What was kept lies under the screens before they are drawn; the public look-up keeps its own. */
async function startData(): Promise<void> {
  if (LOOKUP.test(location.pathname) || DOCS.test(location.pathname)) return;
  // What was said here and has not arrived lies over it from the first moment: nobody is told twice.
  const outbox = import('../moves/outbox').then(({ ready }) => ready()).catch(() => {});
  await Promise.all([startKeeping(client), Promise.race([outbox, later(2_000)])]);
}

const later = (ms: number) => new Promise<undefined>((done) => setTimeout(() => done(undefined), ms));

export function App() {
  return <QueryClientProvider client={client}><Suspense fallback={<Coming />}><Page /></Suspense></QueryClientProvider>;
}

function Page() {
  const [at] = useLocation();
  // The public look-up holds no line open and asks for no account: a phone in the rain spends nothing on either.
  if (LOOKUP.test(at)) return <LookupPages />;
  if (DOCS.test(at)) return <ApiDocsPage />;
  const Here = Pages[doorAt(at)];
  return <Inside><Suspense fallback={<Coming />}>{Here && <Here />}</Suspense></Inside>;
}

function Coming() {
  const { t } = useWords();
  return <p className="pad mut" role="status">{t('loading')}</p>;
}
