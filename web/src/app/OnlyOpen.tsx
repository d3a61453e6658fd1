import { lazy, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useWords } from '../i18n';
import { Office } from './Office';
import { useStanding } from './session/useStanding';
import { isForAll } from './session/visitors';

// Who works here never loads it.
const ToSignIn = lazy(() => import('./ToSignIn'));

/** The pages of a door, for those to whom they are open. Others are not refused: they are told what the page is, and which way to go. */
export function OnlyOpen({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const [at] = useLocation();
  const standing = useStanding();
  if (standing === 'open' || isForAll(at)) return children;
  return standing === 'asking' ? <Office title={t('loading')} /> : <ToSignIn />;
}
