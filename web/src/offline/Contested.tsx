import { GitFork } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { checklistQuery } from '../api/queries';
import type { Checklist, Task, TaskState } from '../api/types';
import { useWords } from '../i18n';
import { drop, keep, note, partOf, tickOf, type Entry } from '../moves/outbox';
import { send } from '../moves/useMoveOutbox';
import { useNow } from '../shared/clock';
import { moment } from '../shared/format';

interface Side { title: string; what: string; who: string | null; at: string | null; stands: boolean; take: () => void }

/** A tick or a part against which something stands: both sides, who and when, and a person chooses. Nothing goes unseen. */
export function Contested({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const now = useNow(60_000);
  const sides = useSides(entry);
  const { refused } = entry;
  const again = () => { note(entry.operation.id, { refused: undefined, met: undefined }); send(); };
  return (
    <section className="contested" data-contested={entry.operation.id} aria-label={t(refused === undefined ? 'offline.contested.title' : 'offline.contested.refusedTitle', { about: entry.about })}>
      <h2 className="row"><GitFork aria-hidden className="i" />{t(refused === undefined ? 'offline.contested.title' : 'offline.contested.refusedTitle', { about: entry.about })}</h2>
      <p className="sm">{refused ?? t('offline.contested.lead')}</p>
      {sides.length > 0 && (
        <ul className="bothsides">
          {sides.map((side) => (
            <li key={side.title}>
              <p className="sm mut">{side.title}{side.stands && ` · ${t('offline.contested.stands')}`}</p>
              <b>{side.what}</b>
              <p className="sm">{t('offline.contested.by', { who: side.who ?? t('offline.contested.unknown'), time: side.at ? moment(side.at, now) : t('offline.contested.unknown') })}</p>
              <button type="button" className="btn" onClick={side.take} data-act="take-side">{t('offline.contested.take')}</button>
            </li>
          ))}
        </ul>
      )}
      {sides.length === 0 && (
        <div className="row wrap">
          {entry.operation.part?.kind === 'stage' && entry.checklist && <Link className="btn" href={`/checklists/${entry.checklist}`} onClick={() => drop(entry.operation.id)} data-act="say-anew">{t('offline.contested.sayAnew')}</Link>}
          <button type="button" className="btn" onClick={again} data-act="send-again">{t('offline.contested.again')}</button>
          <button type="button" className="btn" onClick={() => drop(entry.operation.id)} data-act="leave">{t('offline.contested.leave')}</button>
        </div>
      )}
    </section>
  );
}

/** This device's word and the other; none where nothing stands on the other side. */
function useSides(entry: Entry): Side[] {
  const { t } = useWords();
  const client = useQueryClient();
  const { operation, checklist = '', by, about, met, taken } = entry;
  const done = () => { drop(operation.id); send(); };
  const present = async (id: string): Promise<Task | undefined> => {
    const list = await client.fetchQuery({ ...checklistQuery(checklist), staleTime: 0 }).catch(() => client.getQueryData<Checklist>(checklistQuery(checklist).queryKey));
    return list?.tasks.find((task) => task.id === id);
  };
  const { task: tick, part } = operation;
  if (tick) {
    const mineStands = taken?.outcome !== 'superseded';
    const task = client.getQueryData<Checklist>(checklistQuery(checklist).queryKey)?.tasks.find((each) => each.id === tick.id);
    const step = task?.steps.find((each) => each.id === tick.step);
    const theirs = met ?? (step ? { state: step.done ? 'done' : 'open', by: step.changed_by, at: step.changed_at } : { state: task?.state ?? '', by: task?.changed_by ?? null, at: task?.changed_at ?? null, remark: task?.remark });
    if (theirs.state === '') return [];
    // Ticked anew, now and on what is there, so that it counts; what was said before stays in the log.
    const retick = async (state: TaskState, remark: string | null | undefined) => {
      const shown = await present(tick.id);
      const shownStep = shown?.steps.find((each) => each.id === tick.step);
      if (shown) keep(tickOf(shown, { state, ...(remark ? { remark } : {}) }, shownStep), about, { by, checklist });
      done();
    };
    const words = (state: string) => t(`offline.contested.state.${state as TaskState}`);
    return [
      { title: t('offline.contested.mine'), what: words(tick.change.state), who: by?.name ?? null, at: operation.happened_at, stands: mineStands, take: () => (mineStands ? done() : void retick(tick.change.state, tick.change.remark)) },
      { title: t(mineStands ? 'offline.contested.earlier' : 'offline.contested.theirs'), what: words(theirs.state), who: theirs.by, at: theirs.at, stands: !mineStands, take: () => (mineStands ? void retick(theirs.state as TaskState, 'remark' in theirs ? theirs.remark : null) : done()) },
    ];
  }
  if (part?.kind === 'stage' && met) {
    const name = (stage: string) => t(`offline.contested.stage.${stage as typeof part.to}`);
    const again = async () => {
      const shown = await client.fetchQuery({ ...checklistQuery(checklist), staleTime: 0 }).catch(() => null);
      if (shown) keep(partOf({ ...part, from: shown.stage }, new Date(operation.happened_at)), about, { by, checklist });
      done();
    };
    return [
      { title: t('offline.contested.mine'), what: name(part.to), who: by?.name ?? null, at: operation.happened_at, stands: false, take: () => void again() },
      { title: t('offline.contested.theirs'), what: name(met.state), who: met.by, at: met.at, stands: true, take: done },
    ];
  }
  if (part?.kind === 'person' && met) {
    const name = (what: string) => what || t('offline.contested.nobody');
    const rename = async () => {
      const shown = await present(part.task);
      if (shown) keep(partOf({ ...part, etag: shown.etag }), about, { by, checklist });
      done();
    };
    return [
      { title: t('offline.contested.mine'), what: name(part.name), who: by?.name ?? null, at: operation.happened_at, stands: false, take: () => void rename() },
      { title: t('offline.contested.theirs'), what: name(met.state), who: met.by, at: met.at, stands: true, take: done },
    ];
  }
  return [];
}
