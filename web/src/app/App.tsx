import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { NoAnswer } from '../api/problem';
import { useWords } from '../i18n';
import { startKeeping } from '../offline/kept';
import { DOCS, doorAt, doors, firstPageParts, inside, LOOKUP, lookup } from './doors';

// Where the files of the first page have come before it is drawn, they are drawn at once (startPage).
let Inside: ComponentType<{ children: ReactNode }> = lazy(inside);
const Pages: ComponentType[] = doors.map(({ load }) => lazy(load));
let LookupPages: ComponentType = lazy(lookup);
const ApiDocsPage = lazy(() => import('../apiDocs/ApiDocsPage'));

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
  const [come] = await Promise.all([Promise.race([firstPageParts, later(FILES_MS)]), startData()]);
  if (come?.lookup) LookupPages = come.lookup;
  if (come?.inside) Inside = come.inside;
  if (come?.page && come.door !== undefined) Pages[come.door] = come.page;
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
