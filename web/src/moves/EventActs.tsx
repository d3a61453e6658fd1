import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../api/keys';
import type { DisasterEvent } from '../api/types';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { householdsPeople } from '../shared/format';
import { useToast } from '../shared/Toast';
import { closeEvent } from './acts';
import { NameDialog } from './NameDialog';
import type { EventFigures } from './types';

/** What is rare in the life of an event, quiet at the end of its board: naming it, closing it. */
export function EventActs({ event, figures }: { event: DisasterEvent; figures: EventFigures | undefined }) {
  const { t, lang, loc } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const { account, may } = useSignedIn();
  const [asked, setAsked] = useState<'name' | 'close' | null>(null);
  if (!may('confirm_activation')) return null;
  const unknown = figures?.total.unknown;
  return (
    <div className="acts-row noprint">
      <button type="button" className="btn" onClick={() => setAsked('name')} data-act="name-event">{t('board.name.open')}…</button>
      {event.closed_at === null && <button type="button" className="btn" onClick={() => setAsked('close')} data-act="close-event">{t('board.close.open')}…</button>}
      {asked === 'name' && <NameDialog event={event} onClose={() => setAsked(null)} />}
      {asked === 'close' && (
        <ConfirmSheet
          act={t('board.close.act', { name: loc(event.name) })} onClose={() => setAsked(null)}
          answers={[
            { name: t('board.willHappen'), value: t('board.close.will') },
            ...(unknown && unknown.households > 0 ? [{ name: t('board.part.unknown'), value: <span className="tag unk">{householdsPeople(unknown.households, unknown.people, lang)}</span> }] : []),
            { name: t('board.signer'), value: account?.display_name },
          ]}
          onAct={async () => {
            await closeEvent(event.id);
            for (const queryKey of [keys.events, keys.activations, keys.moves]) void client.invalidateQueries({ queryKey });
            say({ tone: 'done', text: t('board.close.done') });
          }}
        />
      )}
    </div>
  );
}
