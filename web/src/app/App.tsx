import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useLocation } from 'wouter';
import { NoAnswer } from '../api/problem';
import { useWords } from '../i18n';
import { ToastProvider } from '../shared/Toast';
import { LiveLine } from './LiveLine';
import { SignInProvider } from './session/SignInProvider';

// Three programs under one roof, each loaded when its door is opened: a phone that ticks tasks never loads the
// office, a desk that writes plans never loads the map, and who has only to sign in loads neither.
const CommandRoom = lazy(() => import('./CommandRoom'));
const OfficePages = lazy(() => import('./OfficePages'));
const Doors = lazy(() => import('./Doors'));

const OFFICE = /^\/(plans|nhap-ban-do|coverage|accounts|account|audit)(\/|$)/;
const DOOR = /^\/(sign-in|invitation)$/;

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // A refusal stays a refusal; only a missing answer is worth asking again.
      retry: (failures, error) => error instanceof NoAnswer && failures < 2,
    },
  },
});

export function App() {
  return (
    <QueryClientProvider client={client}>
      <LiveLine>
        <ToastProvider>
          <SignInProvider><Suspense fallback={<Coming />}><Pages /></Suspense></SignInProvider>
        </ToastProvider>
      </LiveLine>
    </QueryClientProvider>
  );
}

function Pages() {
  const [at] = useLocation();
  if (DOOR.test(at)) return <Doors />;
  return OFFICE.test(at) ? <OfficePages /> : <CommandRoom />;
}

function Coming() {
  const { t } = useWords();
  return <p className="pad mut" role="status">{t('loading')}</p>;
}
