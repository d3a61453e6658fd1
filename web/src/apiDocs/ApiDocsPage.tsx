import '../i18n/apiDocs';
import '../styles/forms.css';
import './apiDocs.css';
import { useQuery } from '@tanstack/react-query';
import { Copy, Link as LinkIcon, Search } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { optional } from '../api/client';
import { NoAnswer } from '../api/problem';
import { Switches } from '../app/AppBar';
import { useWords, type Words } from '../i18n';
import { Waiting } from '../shared/Failure';
import { useDesktop } from '../shared/media';
import { Tag } from '../shared/Tags';
import { bySubject, curlOf, linesOf, matching, operationsOf, SUBJECTS, type Document, type Operation, type Schema } from './openapi';
import { ROLES_WITH, type Need } from './operations';
import { OUTSIDE, STEPS } from './guide';

/** The interface for people who connect other systems: what can be asked, what it needs, what comes back, how to try it. */
export default function ApiDocsPage() {
  const { t } = useWords();
  const found = useQuery({
    queryKey: ['openapi'], staleTime: Infinity,
    queryFn: async () => {
      const doc = await optional<Document>('/openapi.json');
      if (!doc?.paths) throw new NoAnswer();
      return doc;
    },
  });
  useEffect(() => { document.title = `${t('apiDocs.title')} · ${t('brand')}`; }, [t]);
  return (
    <div className="apid">
      <a className="skip" href="#main">{t('skip')}</a>
      <header className="bar apid-bar"><h1 className="brand"><Link href="/">{t('brand')}<small>{t('brandLine')}</small></Link></h1><span className="grow" /><Switches /></header>
      {found.data ? <Shown doc={found.data} /> : <main id="main" className="apid-m" tabIndex={-1}><Waiting error={found.error} retry={() => void found.refetch()} /></main>}
    </div>
  );
}

function Shown({ doc }: { doc: Document }) {
  const { t } = useWords();
  const desktop = useDesktop();
  const [query, setQuery] = useSearchParams();
  const typed = query.get('q') ?? '';
  const all = useMemo(() => operationsOf(doc), [doc]);
  const shown = useMemo(() => matching(all, typed), [all, typed]);
  const groups = bySubject(shown);
  const narrowed = typed.trim() !== '';
  const [open] = useState(() => location.hash.slice(1));
  useEffect(() => { if (open) document.getElementById(open)?.scrollIntoView({ block: 'start' }); }, [open]);
  const nav = (
    <nav className="apid-nav" aria-label={t('apiDocs.subjects')}>
      <ul>
        {!narrowed && <li><a href="#bat-dau">{t('apiDocs.start.title')}</a></li>}
        {groups.map(({ subject, operations }) => <li key={subject}><a href={`#chu-de-${subject}`}>{subjectName(subject, t)} <span className="cnt">{operations.length}</span></a></li>)}
        {!narrowed && <li><a href="#ngoai">{t('apiDocs.outside.title')}</a></li>}
      </ul>
    </nav>
  );
  return (
    <div className={desktop ? 'apid-cols' : ''}>
      {desktop && nav}
      <main id="main" className="apid-m" tabIndex={-1}>
        <header className="apid-h">
          <h2>{t('apiDocs.title')}</h2>
          <p>{t('apiDocs.lead', { count: all.length, version: doc.info.version })} <a href="/openapi.json">/openapi.json</a></p>
          <div className="fld find apid-find">
            <label htmlFor="apid-find">{t('apiDocs.find')}</label>
            <Search aria-hidden className="i sm" />
            <input id="apid-find" type="search" className="inp" value={typed} placeholder={t('apiDocs.findHint')} onChange={(event) => setQuery(event.target.value ? { q: event.target.value } : {}, { replace: true })} />
          </div>
          <p className="sm mut" role="status" data-shown={shown.length}>{narrowed ? t('apiDocs.found', { count: shown.length, all: all.length }) : ''}</p>
        </header>
        {!desktop && <details className="apid-toc"><summary>{t('apiDocs.subjects')}</summary>{nav}</details>}
        {!narrowed && <Start />}
        {groups.length === 0 && <p className="empty">{t('apiDocs.nothing', { text: typed })}</p>}
        {groups.map(({ subject, operations }) => (
          <section key={subject} id={`chu-de-${subject}`} className="apid-s" aria-labelledby={`h-${subject}`}>
            <h3 id={`h-${subject}`}>{subjectName(subject, t)}</h3>
            {operations.map((each) => <One key={each.id} operation={each} doc={doc} open={each.id === open || shown.length === 1} />)}
          </section>
        ))}
        {!narrowed && <Outside />}
      </main>
    </div>
  );
}

type T = Words['t'];
const subjectName = (subject: string, t: T): string => ((SUBJECTS as readonly string[]).includes(subject) ? t(`apiDocs.subject.${subject as (typeof SUBJECTS)[number]}`) : subject);

/** What holds for every call, before any of them. */
function Start() {
  const { loc, t } = useWords();
  return (
    <section id="bat-dau" className="apid-s" aria-labelledby="h-start">
      <h3 id="h-start">{t('apiDocs.start.title')}</h3>
      <dl className="apid-guide">{STEPS.map(({ name, how, example }) => <div key={name.en}><dt>{loc(name)}</dt><dd>{loc(how)}{example && <Code text={example.replaceAll('ORIGIN', location.origin)} />}</dd></div>)}</dl>
    </section>
  );
}

function Outside() {
  const { loc, t } = useWords();
  return (
    <section id="ngoai" className="apid-s" aria-labelledby="h-outside">
      <h3 id="h-outside">{t('apiDocs.outside.title')}</h3>
      <dl className="apid-guide">{OUTSIDE.map(({ path, what }) => <div key={path}><dt><code>{path}</code></dt><dd>{loc(what)}</dd></div>)}</dl>
    </section>
  );
}

function One({ operation: o, doc, open }: { operation: Operation; doc: Document; open: boolean }) {
  const { lang } = useWords();
  const [shown, setShown] = useState(open);
  const inVietnamese = lang === 'vi' && o.words.vi !== null;
  return (
    <details id={o.id} className="apid-o" data-operation={`${o.method} ${o.short}`} open={shown} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary><span className="apid-l"><b className={`apid-verb ${o.method.toLowerCase()}`}>{o.method}</b> <code>{breakable(o.short)}</code></span><span className="apid-w" lang={lang === 'vi' && !inVietnamese ? 'en' : undefined}>{inVietnamese ? o.words.vi : o.words.en}</span></summary>
      {shown && <Detail operation={o} doc={doc} />}
    </details>
  );
}

function Detail({ operation: o, doc }: { operation: Operation; doc: Document }) {
  const { t } = useWords();
  return (
    <div className="apid-d">
      <p className="row wrap"><b>{t('apiDocs.need.title')}</b> {o.need ? o.need.map((need) => <Tag key={need} tone={need === 'nobody' ? 'ok' : undefined}>{needWords(need, t)}</Tag>) : <span>{t('apiDocs.need.unknown')}</span>} <a className="apid-link" href={`#${o.id}`}><LinkIcon aria-hidden className="i sm" />{t('apiDocs.linkTo')}</a></p>
      {o.parameters.length > 0 && (
        <Table caption={t('apiDocs.parameters')} rows={o.parameters.map((each) => ({ name: each.name, note: t(`apiDocs.place.${each.place as 'path'}`), type: each.type, required: each.required, description: each.description, depth: 0 }))} />
      )}
      {o.body && (
        <>
          <p><b>{t('apiDocs.body')}</b> {o.body.kinds.map((kind) => <code key={kind}>{kind} </code>)}{o.body.description && <span lang="en">{o.body.description}</span>}</p>
          <Fields caption={t('apiDocs.fields')} schema={o.body.schema} doc={doc} />
        </>
      )}
      <div className="apid-answers">
        <b>{t('apiDocs.answers')}</b>
        <ul>{o.answers.map(({ status, description, kinds, schema }) => (
          <li key={status}><b>{status}</b> {kinds.map((kind) => <code key={kind}>{kind} </code>)}{description && description !== 'done' && <span lang="en">{description}</span>}<Fields caption={t('apiDocs.answerFields', { status })} schema={schema} doc={doc} fold /></li>
        ))}</ul>
        <p className="sm mut">{t('apiDocs.refused')}</p>
      </div>
      <p><b>{t('apiDocs.example')}</b></p>
      <Code text={curlOf(o, doc, location.origin)} />
    </div>
  );
}

function needWords(need: Need, t: T): string {
  if (need === 'nobody' || need === 'account' || need === 'read') return t(`apiDocs.need.${need}`);
  return t('apiDocs.need.right', { right: t(`apiDocs.right.${need}`), roles: ROLES_WITH[need].map((role) => t(`apiDocs.role.${role as 'admin'}`)).join(', ') });
}

interface Row { name: string; note?: string; type: string; required: boolean; description: string; depth: number }
function Fields({ caption, schema, doc, fold = false }: { caption: string; schema: Schema | null; doc: Document; fold?: boolean }) {
  const rows = linesOf(schema, doc);
  if (rows.length === 0) return null;
  const table = <Table caption={caption} rows={rows} />;
  return fold ? <details><summary>{caption}</summary>{table}</details> : table;
}

function Table({ caption, rows }: { caption: string; rows: Row[] }) {
  const { t } = useWords();
  const explained = rows.some((row) => row.description);
  return (
    <div className="tablebox" tabIndex={0} role="group" aria-label={caption}>
      <table>
        <caption className="vh">{caption}</caption>
        <thead><tr><th scope="col">{t('apiDocs.col.name')}</th><th scope="col">{t('apiDocs.col.type')}</th>{explained && <th scope="col">{t('apiDocs.col.what')}</th>}</tr></thead>
        <tbody>{rows.map((row, i) => (
          <tr key={i} className={row.depth > 0 ? 'inner' : undefined}>
            <th scope="row"><code>{row.depth > 0 && '· '}{row.name}</code>{row.note && <small>{row.note}</small>}</th>
            <td><code>{row.type}</code>{row.required && <small>{t('apiDocs.required')}</small>}</td>
            {explained && <td lang={row.description ? 'en' : undefined}>{row.description}</td>}
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}

function Code({ text }: { text: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  // Missing on plain-http addresses; the text can be selected by hand.
  const copy = () => void navigator.clipboard?.writeText(text).then(() => setCopied(true), () => {});
  return (
    <div className="apid-code">
      <pre tabIndex={0}>{text}</pre>
      {typeof navigator.clipboard !== 'undefined' && <button type="button" className="btn s" onClick={copy} data-act="copy"><Copy aria-hidden className="i sm" />{t(copied ? 'apiDocs.copied' : 'apiDocs.copy')}</button>}
    </div>
  );
}

/** A long path breaks after its slashes, not in the middle of a word. */
const breakable = (path: string) => path.split('/').flatMap((part, i) => (i === 0 ? [part] : [<wbr key={i} />, `/${part}`]));
