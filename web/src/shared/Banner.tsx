import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props { tone: 'warn' | 'dan' | 'info' | 'ok'; icon: LucideIcon; children: ReactNode; action?: ReactNode; live?: boolean }

export function Banner({ tone, icon: Icon, children, action, live }: Props) {
  return (
    <div className={`ban ${tone}`} role={live ? 'status' : undefined}>
      <Icon aria-hidden className="i" />
      <div className="grow">{children}</div>
      {action}
    </div>
  );
}
